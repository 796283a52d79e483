from hisight.checks import Severity

ANSWER = "<RES><COUNT>2</COUNT>{}{}</RES>"
DEPARTMENT = (
    "<DEPT_LIST><DEPT_ID>1</DEPT_ID><DEPT_NAME>内科</DEPT_NAME><PARENT_ID>-1</PARENT_ID><DESC>{}</DESC><STATUS>1</STATUS>"
    "<DEPART_SEX>0</DEPART_SEX><BABY_FLAG>0</BABY_FLAG><BABY_AGE>14</BABY_AGE><DEPART_TYPE>1</DEPART_TYPE>"
    "<IS_SPECIALDEPART>0</IS_SPECIALDEPART><PHONE>100</PHONE></DEPT_LIST>"
)


def answer(first: str, second: str) -> str:
    return ANSWER.format(DEPARTMENT.format(first), DEPARTMENT.format(second))


def test_a_lone_lf_in_a_value_is_found_once_for_its_field(findings, only):
    assert findings("2001", "response", answer("上午\r\n下午", "上午&#13;&#10;下午")) == []
    finding = only("2001", "response", answer("上午\n下午", "上午\n下午"))
    assert (finding.code, finding.name, finding.severity) == ("XML004", "lf-newline", Severity.WARNING)
    assert (finding.path, finding.catalog) == ("RES/DEPT_LIST[1]/DESC", "2.2 (7)")
    assert finding.message.en == "DESC has line breaks that are not CR LF, in 2 places."


def test_the_return_msg_counts_too(only):
    finding = only("2001", "response", answer("a", "b"), RETURN_CODE="0", RETURN_MSG="a\nb")
    assert (finding.path, finding.message.en) == ("ROOT/RETURN_MSG", "RETURN_MSG has line breaks that are not CR LF.")


def test_requests_are_free(findings):
    request = "<REQ><HOSPITAL_ID>1\n1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"
    assert findings("1001", "request", request) == []
