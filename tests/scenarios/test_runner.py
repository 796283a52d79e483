from dataclasses import replace
from datetime import timedelta

import pytest

from hisight.capture import Session
from hisight.catalog import published
from hisight.mock import ENCRYPTED, PEERS, PLAIN, HisServer, MockHis
from hisight.profiles import Profile
from hisight.reading import Reader
from hisight.replay import NotPermittedError, Way
from hisight.report.reading_over import read_over
from hisight.scenarios import Run, foreseen, load, shipped
from hisight.scenarios.runner import put_forward


@pytest.mark.parametrize("peer", PEERS)
def test_every_shipped_scenario_passes_against_the_mock_his(play, target, peer):
    to = replace(target, scheme=peer.scheme, user_id=peer.user_id, hospital_id=peer.hospital_id)
    for name in shipped():
        failed = [(step.name, step.failures) for step in play(load(name, published()), to) if not step.passed]
        assert failed == [], name


def test_a_session_of_all_47_functions_has_nothing_to_find(play, target, tmp_path):
    steps = play(load("all-functions", published()))
    reader = Reader(published(), scheme=target.scheme)
    with Session.open(tmp_path / "all.hisight", create=True) as session:
        session.append([step.exchange for step in steps])
        readings = [one for some in read_over(session, reader, lambda reading: reading, workers=1) for one in some]
    assert {reading.function.label for reading in readings} == {one.label for one in published().functions}
    assert [(reading.function.label, reading.findings) for reading in readings if reading.findings] == []
    assert not any(reading.failed for reading in readings)


LOCK = """
[[steps]]
name = "shifts"
function = "GetRegInfo"
values = { DEPT_ID = "101", DOCTOR_ID = "-1", START_DATE = "${today}", END_DATE = "${today+6}", PAGE_SIZE = "50" }
pick = { row = "REG_TIME_LIST", where = { REG_STATUS = "1", OVER_COUNT = "!0" } }

[[steps]]
name = "lock"
function = "LockReg"
[steps.values]
LOCK_ID = "${new_id}"
REG_ID = "${shifts.REG_ID}"
DEPT_ID = "101"
DOCTOR_ID = "${shifts.DOCTOR_ID}"
REG_DATE = "${shifts.REG_DATE}"
TIME_FLAG = "${shifts.TIME_FLAG}"
REG_FEE = "${shifts.REG_FEE}"
"""


def test_nothing_that_writes_is_sent_unless_it_is_allowed(play, written, his, target):
    scenario = written(LOCK)
    reader = Reader(published(), scheme=target.scheme)
    assert foreseen([written('[[steps]]\nfunction = "NetTest"\n')], target, reader) is None
    asked = foreseen([scenario], target, reader)
    assert [(deed.function, deed.effect, deed.target) for deed in asked.deeds] == [
        ("2005 LockReg 号源锁定接口", "write", f"127.0.0.1:{his.port}")
    ]
    with pytest.raises(NotPermittedError, match="LockReg"):
        play(scenario, allow_writes=False)
    assert not his.his.state._locks
    assert all(step.passed for step in play(scenario))
    assert his.his.state._locks


def test_production_is_not_written_to_unless_its_name_is_typed(written, target, his):
    profile = Profile("real", host="127.0.0.1", target="production")
    reader = Reader(published(), [profile], target.scheme)
    with pytest.raises(NotPermittedError, match="production"):
        list(Run(written(LOCK), target, reader, Way(5), given={}, allow_writes=True).steps())
    assert not his.his.state._locks
    typed = Run(written(LOCK), target, reader, Way(5), given={}, allow_writes=True, production=["127.0.0.1"])
    assert all(step.passed for step in typed.steps())


def test_behind_a_failure_the_rest_is_skipped(play, written):
    first, second = play(written(LOCK.replace('DEPT_ID = "101", DOCTOR_ID', 'DEPT_ID = "999", DOCTOR_ID')))
    assert [failure.what for failure in first.failures] == ["RETURN_CODE"]
    assert (second.skipped, second.passed, second.exchange) == (True, False, None)


def test_a_row_that_is_not_there_and_a_reference_to_nothing_are_told(play, written):
    (none, _) = play(written(LOCK.replace('OVER_COUNT = "!0"', 'OVER_COUNT = "-7"')))
    assert [(one.what, one.side, one.expected) for one in none.failures] == [
        ("REG_TIME_LIST", "his", "REG_STATUS = 1, OVER_COUNT = -7")
    ]
    (_, missing) = play(written(LOCK.replace("${shifts.REG_ID}", "${shifts.NO_SUCH}")))
    assert [(one.what, one.side) for one in missing.failures] == [("${shifts.NO_SUCH}", "scenario")]


def test_the_same_request_again_is_the_same_to_the_byte(play, written):
    first, again = play(
        written(LOCK + '[[steps]]\nname = "again"\nrepeat = "lock"\nexpect = { return_code = "200504" }\n')
    )[1:]
    assert first.exchange.request_body == again.exchange.request_body
    assert again.passed


def test_a_value_given_on_the_command_line_outweighs_the_scenario(play, written):
    text = '[given]\nname = "王"\n[[steps]]\nfunction = "CreatePat"\nvalues = { ID_TYPE = "1", NAME = "${name}小" }\n'
    expect = 'expect = { equal = { NAME = "赵小", ID_NO = "000000198001010011" } }\n'
    assert play(written(text + expect), given={"name": "赵", "person.ID_NO": "000000198001010011"})[0].passed


def test_a_his_that_is_not_there_is_a_failure_of_the_network(play, written, target):
    nowhere = replace(target, url="http://127.0.0.1:9/HisService")
    (step,) = play(written('[[steps]]\nfunction = "NetTest"\n'), nowhere)
    assert [failure.side for failure in step.failures] == ["network"]


def test_only_the_clock_of_our_own_his_is_put_forward(play, written, target):
    text = '[[steps]]\nclock = "+11 min"\n'
    assert play(written(text))[0].passed
    with HisServer(MockHis([ENCRYPTED, PLAIN])) as other:
        (step,) = play(written(text), replace(target, url=other.url))
        assert [failure.side for failure in step.failures] == ["scenario"]
    assert not put_forward("http://127.0.0.1:9/", timedelta(minutes=1), 1)
