"""What a report keeps of one call."""

import pickle
from dataclasses import replace

import pytest
from tests.gui import recorded
from tests.report.messages import READER, exchange, good, reading

from hisight.checks import Severity
from hisight.report.observation import SURROUNDING, FieldPlace, FieldSeen, Observation, RuleSeen, observe, rows


def field(seen: Observation, direction: str, group: str, name: str) -> FieldSeen:
    return next(one for one in seen.fields if one.place == FieldPlace(direction, group, name))


def test_a_good_call_has_every_field_and_no_symptom():
    seen = observe(reading("2001", number=7, duration_ms=12.5))
    assert (seen.number, seen.function, seen.called, seen.duration_ms) == (7, "2001", "2001 GetDeptInfo", 12.5)
    assert (seen.answered, seen.failed, seen.return_code) == (True, False, "0")
    assert seen.signatures == (("request", "valid"), ("response", "valid"))
    assert (seen.rules, seen.symptoms) == ((), ())
    assert field(seen, "response", "DEPT_LIST", "DEPT_NAME") == FieldSeen(
        FieldPlace("response", "DEPT_LIST", "DEPT_NAME"), 1
    )
    assert field(seen, "request", "ROOT", "SIGN").filled == 1


def test_each_row_of_a_list_counts():
    answer = good("2001", "response")
    row = answer[answer.index("<DEPT_LIST>") : answer.index("</DEPT_LIST>") + len("</DEPT_LIST>")]
    bare = "<DEPT_LIST><DEPT_ID>1</DEPT_ID><DEPT_NAME></DEPT_NAME></DEPT_LIST>"
    seen = observe(reading("2001", None, answer.replace(row, row + bare)))
    assert field(seen, "response", "RES", "DEPT_LIST").filled == 2
    assert field(seen, "response", "DEPT_LIST", "DEPT_ID").filled == 2
    name = field(seen, "response", "DEPT_LIST", "DEPT_NAME")
    assert (name.filled, name.empty, name.missing) == (1, 1, 0)
    assert field(seen, "response", "DEPT_LIST", "PARENT_ID").missing == 1


def test_codes_are_kept_and_unknown_ones_only_where_they_are_short():
    request = good("1002", "request")
    for value, known, unknown in (("1", (("1", 1),), ()), ("9", (), (("9", 1),)), ("张三", (), (("…", 1),))):
        sex = request[request.index("<SEX>") : request.index("</SEX>")]
        seen = field(observe(reading("1002", request.replace(sex, f"<SEX>{value}"))), "request", "REQ", "SEX")
        assert (seen.codes, seen.unknown) == (known, unknown)


def test_nothing_is_missing_from_a_refusal():
    seen = observe(reading("2001", None, "", code="12", message="无数据"))
    assert seen.return_code == "12"
    assert seen.failed
    assert not any(one.missing for one in seen.fields if one.place.direction == "response")


def test_a_status_inside_stands_behind_the_return_code():
    from hisight.catalog import published

    inner = next(
        (one.code, name.name, name.codes)
        for one in published().functions
        for name in one.response.fields
        if name.success and one.code and name.place == one.response.root
    )
    code, name, _ = inner
    answer = good(code, "response")
    start = answer.index(f"<{name}>") + len(name) + 2
    wrong = answer[:start] + "77" + answer[answer.index("<", start) :]
    assert observe(reading(code, None, wrong)).return_code == "0/77"


def test_what_surrounds_the_calls_is_told_apart():
    got = replace(
        exchange(), request_head=b"GET /his?wsdl HTTP/1.1\r\n\r\n", request_body=b"", response_body=b"<definitions/>"
    )
    assert observe(READER.read(got)).called == SURROUNDING


def test_a_function_that_no_interface_has_is_called_by_its_code():
    made = exchange("1001")
    unknown = replace(made, request_body=made.request_body.replace(b"1001", b"1999"))
    seen = observe(READER.read(unknown))
    assert seen.function == "1001"  # its SOAP operation still says so
    other = replace(unknown, request_body=unknown.request_body.replace(b"NetTest", b"PubService"))
    seen = observe(READER.read(other))
    assert (seen.function, seen.called) == ("", "1999")


def test_a_rule_is_counted_once_for_each_place():
    seen = observe(recorded.reading("misnamed-field"))
    assert seen.rules == (RuleSeen("FLD003", Severity.ERROR, "response", "DEPT_LIST/DEPT_NAME", 9),)


@pytest.mark.parametrize("place", range(len(recorded.exchanges())))
def test_every_observation_crosses_to_another_process(place):
    seen = observe(recorded.READER.read(recorded.exchanges()[place]))
    assert pickle.loads(pickle.dumps(seen)) == seen


def test_a_row_that_is_printed_twice_comes_once():
    from hisight.catalog import published

    for function in published().functions:
        names = [row[:2] for row in rows(function.response.fields)]
        assert len(names) == len(set(names))
