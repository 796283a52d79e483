import pytest

REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><DEPT_ID>-1</DEPT_ID><PAGE_CURRENT>{}</PAGE_CURRENT><PAGE_SIZE>9</PAGE_SIZE></REQ>"


@pytest.mark.parametrize("value", ["ten", "1.0", "1 0", "１", "0x1", "1e3", "+", "9" * 20])
def test_what_is_no_whole_number_is_found(only, value):
    finding = only("2001", "request", REQUEST.format(value))
    assert (finding.code, finding.name, finding.path) == ("FLD011", "not-a-number", "REQ/PAGE_CURRENT")


@pytest.mark.parametrize("value", ["1", "-1", "+1", "007", "9" * 19, " 1 "])
def test_whole_numbers_pass(findings, value):
    assert findings("2001", "request", REQUEST.format(value)) == []
