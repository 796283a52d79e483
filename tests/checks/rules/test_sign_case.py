import re
from dataclasses import replace

import pytest

from hisight.protocol import Key, Scheme, compose_root

AGREED = Scheme("none", "sorted-query-key", (Key.from_text("0123456789ABCDEF"),))
REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"
BODY = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, REQUEST, AGREED)


def in_lower_case(body: str) -> str:
    return re.sub(r"(?<=<SIGN>)[0-9A-F]+", lambda sign: sign[0].lower(), body)


def test_lower_case_where_upper_was_agreed_is_a_note(findings):
    assert findings("1001", "request", BODY, AGREED) == []
    (finding,) = findings("1001", "request", in_lower_case(BODY), AGREED)
    assert (finding.code, finding.name, finding.severity) == ("SIG003", "sign-case", "note")


@pytest.mark.parametrize("rule", ["auto", "sorted-query-key-lower"])
def test_lower_case_is_right_where_it_was_agreed_or_left_open(findings, rule):
    assert findings("1001", "request", in_lower_case(BODY), replace(AGREED, rule=rule)) == []


def test_mixed_case_is_a_note_anywhere(findings):
    mixed = re.sub(r"(?<=<SIGN>)(\w{16})", lambda sign: sign[1].lower(), BODY)
    assert [one.name for one in findings("1001", "request", mixed, replace(AGREED, rule="auto"))] == ["sign-case"]
