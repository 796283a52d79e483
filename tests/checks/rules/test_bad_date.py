import pytest

REQUEST = (
    "<REQ><REG_ROLE>1</REG_ROLE><HOSPITAL_ID>1</HOSPITAL_ID><DEPT_ID>1</DEPT_ID><DOCTOR_ID>1</DOCTOR_ID>"
    "<START_DATE>{}</START_DATE><END_DATE>2026-11-30</END_DATE><PAGE_CURRENT>1</PAGE_CURRENT><PAGE_SIZE>9</PAGE_SIZE></REQ>"
)


@pytest.mark.parametrize("value", ["2026-02-30", "tomorrow", "26-11-23", "2026-1-3", "２０２６-11-23", "2026-11"])
def test_a_day_that_does_not_fit_or_does_not_exist_is_found(only, value):
    finding = only("2003", "request", REQUEST.format(value))
    assert (finding.code, finding.name, finding.path) == ("FLD012", "bad-date", "REQ/START_DATE")
    assert "no valid YYYY-MM-DD" in finding.message.en


def test_a_leap_day_passes(findings):
    assert findings("2003", "request", REQUEST.format("2028-02-29")) == []


@pytest.mark.parametrize(
    ("value", "valid"), [("2026-11-23 23:59:59", True), ("2026-11-23 24:00:00", False), ("2026-11-23", False)]
)
def test_a_time_is_on_the_24_hour_clock(findings, value, valid):
    assert (findings("1001", "response", f"<RES><SYSDATE>{value}</SYSDATE></RES>") == []) is valid


@pytest.mark.parametrize(("value", "valid"), [("0800-0930", True), ("0800-2460", False), ("08:00-09:30", False)])
def test_a_span_is_two_times(findings, good_payload, value, valid):
    payload = good_payload("2003", "response").replace("<GET_REG_TIME>0930-0930<", f"<GET_REG_TIME>{value}<")
    assert value in payload
    assert (findings("2003", "response", payload) == []) is valid
