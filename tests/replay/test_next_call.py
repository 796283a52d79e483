from datetime import datetime

import pytest
from tests.gui import recorded

from hisight.catalog import published
from hisight.mock import PEERS
from hisight.profiles import Profile
from hisight.protocol import document
from hisight.reading import Reader, Reading
from hisight.replay import question
from hisight.replay.batch import send_one
from hisight.replay.beginnings import from_answer, from_sample
from hisight.replay.draft import Draft, try_out
from hisight.replay.edit import set_value
from hisight.replay.new_call import NewCall
from hisight.replay.next_call import earlier, fill, known, offered_by
from hisight.replay.permission import ONLY_READING

CATALOG = published()
NOW = datetime(2026, 11, 26, 8, 0)


def values(xml: str) -> dict[str, str]:
    return {node.name: node.value for node in document.read(xml).root.walk() if not node.children}


def row_of(reading: Reading, name: str) -> str:
    return next(line.path for line in reading.subject("response").lines if line.name == name)


@pytest.mark.parametrize("one", known(), ids=lambda one: f"{one.origin}-{one.to}")
def test_every_way_names_functions_rows_and_fields_that_there_are(one):
    before, after = CATALOG.function(one.origin), CATALOG.function(one.to)
    rows = {name for field in before.response.fields for name in (field.name if field.list else "", field.parent)}
    rows |= {doubt.value for doubt in before.response.doubts if doubt.kind == "nesting"}
    rows |= {name for extra in before.response.extra for name in (extra.name, extra.parent)}
    assert not one.row or one.row in rows
    fields = {field.name: field for field in after.request.fields}
    there = {field.name for part in (before.request, before.response) for field in part.fields}
    if one.before:
        known_there = CATALOG.function(one.before["call"])
        assert one.before["of"] in there
        assert one.before["there"] in {field.name for field in known_there.response.fields}
    for name, how in one.values.items():
        (kind,) = how
        assert kind in ("of", "first", "text", "days")
        assert kind not in ("of", "first") or how[kind] in there
        assert kind != "days" or fields[name].format
        codes = CATALOG.codes_of(fields[name])
        assert kind != "text" or not codes or how[kind] in codes
    assert one.words.zh
    assert one.words.en


def test_a_row_of_the_schedule_becomes_a_lock_with_doctor_and_date_around_it():
    schedule = recorded.reading(fun_code="2003")
    path = f"{row_of(schedule, 'REG_TIME_LIST')}/REG_ID"
    lock, *others = offered_by(schedule, path)
    assert (lock.to, str(lock.words.zh)) == ("2005", "锁定此号源")
    assert {one.to for one in others} == {"2004", "2007"}
    filled = values(fill(lock, schedule, CATALOG, NOW, path))
    row = path.rpartition("/")[0]
    known_values = {line.path: value for line, _, value in schedule.subject("response").values()}
    assert filled["REG_ID"] == known_values[path]
    assert filled["REG_DATE"] == known_values[f"{row.rpartition('/')[0]}/REG_DATE"]
    assert filled["DOCTOR_ID"] == known_values[f"{row.rpartition('/')[0].rpartition('/')[0]}/DOCTOR_ID"]
    assert filled["CLINIC_NO"] == known_values[f"{row}/CLINIC_NO"].partition(",")[0]
    assert filled["LOCK_ID"] == "20261126080000000"


def test_the_name_of_a_doctor_is_no_patients():
    schedule = recorded.reading(fun_code="2003")
    path = row_of(schedule, "REG_TIME_LIST")
    order = next(one for one in offered_by(schedule, path) if one.to == "2007")
    assert values(fill(order, schedule, CATALOG, NOW, path))["NAME"] == "测试患者"


def test_all_departments_is_no_department():
    departments = recorded.reading(fun_code="2001")
    one = offered_by(departments, row_of(departments, "DEPT_LIST"))[1]
    filled = values(fill(one, departments, CATALOG, NOW, row_of(departments, "DEPT_LIST")))
    assert filled["DEPT_ID"] != "-1"
    assert (filled["START_DATE"], filled["END_DATE"]) == ("2026-11-26", "2026-12-02")


def test_without_a_row_or_a_success_nothing_is_offered():
    assert offered_by(recorded.reading(fun_code="2003"), "RES/COUNT") == []
    assert offered_by(recorded.reading(fun_code="2003")) == []
    assert offered_by(recorded.reading("slot-full")) == []
    assert offered_by(recorded.reading(fun_code="1001")) == []
    lock = recorded.reading(fun_code="2005")
    assert [one.to for one in offered_by(lock)] == ["2007", "2006"]
    assert offered_by(recorded.READER.read_alone("request", lock.call.exchange.request_body)) == []


def test_every_way_from_an_answer_leads_to_a_call_that_the_mock_his_accepts(tmp_path):
    reader = Reader(CATALOG, [Profile("city", host="127.0.0.1", user_id="demo-aes")], scheme=PEERS[0].scheme)
    taken = set()
    with recorded.his() as his, recorded.session(tmp_path / "a.hisight") as session:

        def send(fun_code: str, xml: str) -> Reading:
            exchange = NewCall(CATALOG.function(fun_code), reader, session).to(his.url)
            tried = try_out(Draft(exchange, reader.read(exchange).call.request, xml), reader)
            assert tried.reading.findings == (), fun_code
            asked = question([tried.outgoing], reader)
            outcome = send_one(session, reader, tried.outgoing, asked.allow() if asked else ONLY_READING)
            assert outcome.reading.call.return_code == "0", (fun_code, outcome.reading.verdict, xml)
            assert not outcome.reading.failed, (fun_code, outcome.reading.verdict, xml)
            return outcome.reading

        def begin(fun_code: str, **changed: str) -> Reading:
            function = CATALOG.function(fun_code)
            xml = from_sample(NewCall(function, reader, session), "SL01").make()
            for name, value in changed.items():
                xml = set_value(xml, f"{function.request.root}/{name}", value)
            return send(fun_code, xml)

        def go_on(reading: Reading, to: str, row: str = "") -> Reading:
            path = row_of(reading, row) if row else ""
            one = next(one for one in offered_by(reading, path) if one.to == to)
            taken.add((one.origin, one.to))
            beginning = from_answer(one, reading, NewCall(CATALOG.function(to), reader, session), path)
            assert str(reading.call.exchange.id) in beginning.words.zh
            return send(to, beginning.make())

        departments = begin("2001", DEPT_ID="101")
        schedule = go_on(departments, "2003", "DEPT_LIST")
        row = {line.name: value for line, _, value in reversed(list(schedule.subject("response").values()))}
        go_on(begin("2036", DEPT_ID="101", DOCTOR_ID=row["DOCTOR_ID"], SEEDOCTORDATE=row["REG_DATE"]), "2037")
        order = go_on(go_on(schedule, "2005", "REG_TIME_LIST"), "2007")
        cancelled = go_on(order, "2009")
        assert values(cancelled.call.request.payload.xml)["HOSP_ORDER_ID"]
        order = go_on(schedule, "2007", "REG_TIME_LIST")
        go_on(go_on(order, "2012"), "2009", "ORDER_LIST")
        go_on(go_on(schedule, "2007", "REG_TIME_LIST"), "2008")
        of_a_doctor = go_on(go_on(departments, "2002", "DEPT_LIST"), "2003", "DOCTOR_LIST")
        lock = go_on(go_on(of_a_doctor, "2004", "REG_TIME_LIST"), "2005", "TIME_REG_LIST")
        go_on(lock, "2006")
        patient = next(
            value for line, _, value in begin("1002").subject("response").values() if "PATIENT_ID" in line.name
        )
        owed = begin("3001", PATIENT_ID=patient)
        go_on(owed, "3006")
        paid = go_on(owed, "3002", "Record_Info")
        go_on(paid, "3004")
        go_on(paid, "3005")
        go_on(go_on(begin("4001", ID_NO="", NAME=""), "4002", "DEPT_LIST"), "4003")
    assert taken == {(one.origin, one.to) for one in known()}


def test_without_an_earlier_call_that_knows_more_the_sample_stands(tmp_path):
    payment = recorded.reading(fun_code="2001")
    one = next(one for one in known() if (one.origin, one.to) == ("3002", "3004"))
    with recorded.session(tmp_path / "a.hisight") as session:
        assert earlier(one, payment, recorded.READER, session) is None
        assert earlier(next(one for one in known() if not one.before), payment, recorded.READER, session) is None
