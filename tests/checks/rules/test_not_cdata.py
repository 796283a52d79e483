from hisight.checks import Severity

ANSWER = "<RES><SYSDATE>2026-10-01 20:22:10</SYSDATE></RES>"
CODE = "<RETURN_CODE><![CDATA[0]]></RETURN_CODE>"
MSG = "<RETURN_MSG><![CDATA[ok]]></RETURN_MSG>"


def root(*values: str) -> str:
    return f"<ROOT>{''.join(values)}<RES_ENCRYPTED><![CDATA[{ANSWER}]]></RES_ENCRYPTED></ROOT>"


def notes(findings, body: str, direction: str = "response") -> list:
    return [one for one in findings("1001", direction, body) if one.name == "not-cdata"]


def test_values_outside_of_cdata_are_one_note_that_names_them(findings):
    assert notes(findings, root(CODE, MSG)) == []
    (note,) = notes(findings, root("<RETURN_CODE>0</RETURN_CODE>", "<RETURN_MSG>ok</RETURN_MSG>"))
    assert (note.code, note.severity, note.path) == ("XML008", Severity.NOTE, "ROOT")
    assert note.message.en == "not in CDATA: RETURN_CODE, RETURN_MSG."
    (note,) = notes(findings, root(CODE, "<RETURN_MSG>ok</RETURN_MSG>"))
    assert note.path == "ROOT/RETURN_MSG"


def test_empty_values_and_requests_are_free(findings):
    assert notes(findings, root(CODE, MSG, "<SIGN></SIGN><SIGN_TYPE/>")) == []
    assert notes(findings, "<ROOT><FUN_CODE>1001</FUN_CODE></ROOT>", "request") == []
