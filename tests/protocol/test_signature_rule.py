import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import RULES, Signable, SignatureRule, envelope

TEXT = (
    "<ROOT><USER_ID> u&amp;1 </USER_ID><FUN_CODE>1001</FUN_CODE><SIGN_TYPE>MD5</SIGN_TYPE><SIGN/>"
    "<REQ_ENCRYPTED>QUJD\r\nREVG</REQ_ENCRYPTED></ROOT>"
)
PLAINTEXT = '<?xml version="1.0"?>\n<REQ> <IP>一\r\n</IP> </REQ>'
REQUEST = Signable("request", envelope.read(TEXT), PLAINTEXT)
ANSWER = Signable("response", envelope.read("<ROOT><RETURN_CODE>9</RETURN_CODE><RETURN_MSG/></ROOT>"), "")

PLAIN = SignatureRule("test", request_fields=("USER_ID", "FUN_CODE"), key_part="")
PAYLOAD = SignatureRule("test", layout="values", request_fields=("REQ_ENCRYPTED",), key_part="")


@pytest.mark.parametrize(
    ("entries", "base"),
    [
        ({}, "FUN_CODE=1001&USER_ID= u&1 "),
        ({"order": "document"}, "USER_ID= u&1 &FUN_CODE=1001"),
        ({"separator": "|"}, "FUN_CODE=1001|USER_ID= u&1 "),
        ({"layout": "elements", "separator": ""}, "<FUN_CODE>1001</FUN_CODE><USER_ID> u&1 </USER_ID>"),
        ({"layout": "values"}, "1001& u&1 "),
        ({"blanks": "trimmed"}, "FUN_CODE=1001&USER_ID=u&1"),
        ({"text": "raw"}, "FUN_CODE=1001&USER_ID= u&amp;1 "),
        ({"key_part": "&key={key}"}, "FUN_CODE=1001&USER_ID= u&1 &key=secret"),
        ({"string_case": "upper"}, "FUN_CODE=1001&USER_ID= U&1 "),
        ({"string_case": "lower"}, "fun_code=1001&user_id= u&1 "),
        ({"request_fields": ("FUN_CODE", "SIGN_TYPE", "SIGN")}, "FUN_CODE=1001&SIGN_TYPE=MD5"),
        ({"request_fields": ("FUN_CODE", "SIGN"), "empty": "kept"}, "FUN_CODE=1001&SIGN="),
    ],
)
def test_each_entry_changes_the_base_string_in_its_way(entries, base):
    rule = PLAIN._replace(**entries)
    assert rule.base_string(REQUEST, "secret") == base
    assert "".join(rule.parts(REQUEST, "secret")) == base


@pytest.mark.parametrize(
    ("entries", "value"),
    [
        ({}, "QUJD\r\nREVG"),
        ({"line_ends": "lf"}, "QUJD\nREVG"),
        ({"base64_lines": "joined"}, "QUJDREVG"),
        ({"payload": "plain"}, PLAINTEXT),
        ({"payload": "plain", "line_ends": "crlf"}, '<?xml version="1.0"?>\r\n<REQ> <IP>一\r\n</IP> </REQ>'),
        ({"payload": "plain-without-declaration"}, "<REQ> <IP>一\r\n</IP> </REQ>"),
        ({"payload": "plain-compact"}, "<REQ><IP>一\r\n</IP></REQ>"),
        ({"payload": "plain-inner"}, " <IP>一\r\n</IP> "),
    ],
)
def test_the_payload_is_signed_in_the_form_that_the_rule_names(entries, value):
    assert PAYLOAD._replace(**entries).base_string(REQUEST, "") == value


def test_a_long_payload_is_broken_after_76_characters():
    long = Signable("request", envelope.read(f"<ROOT><REQ_ENCRYPTED>{'A' * 80}</REQ_ENCRYPTED></ROOT>"), "")
    assert PAYLOAD._replace(base64_lines="lf-76").base_string(long, "") == "A" * 76 + "\nAAAA"
    assert PAYLOAD._replace(base64_lines="crlf-76").base_string(long, "") == "A" * 76 + "\r\nAAAA"


def test_of_very_large_values_only_some_are_kept_and_all_are_right():
    large = "1\n" * 5_000_000
    of = Signable("request", envelope.read("<ROOT><USER_ID>u</USER_ID></ROOT>"), large)
    keyless = SignatureRule("own", layout="values", key_part="", payload="plain", request_fields=("REQ_ENCRYPTED",))
    lengths = {"as-is": 10_000_000, "crlf": 15_000_000, "lf": 10_000_000}
    for _ in range(2):
        for line_ends, length in lengths.items():
            assert len(keyless._replace(line_ends=line_ends).base_string(of, "")) == length
    assert len(of._values) == 2


def test_a_plaintext_without_a_root_is_signed_as_it_is():
    bare = Signable("request", envelope.read("<ROOT><REQ_ENCRYPTED>x</REQ_ENCRYPTED></ROOT>"), "no XML")
    assert PAYLOAD._replace(payload="plain-inner").base_string(bare, "") == "no XML"


def test_an_answer_without_values_is_signed_by_its_key_alone():
    assert RULES["sorted-query-key"].base_string(ANSWER, "k") == "RETURN_CODE=9&KEY=k"
    empty = Signable("response", envelope.read("<ROOT/>"), "")
    assert RULES["sorted-query-key"].base_string(empty, "k") == "KEY=k"
    assert RULES["sorted-query-key"].parts(empty, "k") == ["KEY=k"]
    assert RULES["sorted-query-key"].parts(ANSWER, "k") == ["RETURN_CODE=9", "&KEY=k"]


@pytest.mark.parametrize(
    ("charset", "signed"),
    [
        ("utf-8", b"\xe4\xb8\x80"),
        ("gb18030", b"\xd2\xbb"),
        ("utf-16-le", b"\x00\x4e"),
        ("utf-8-sig", b"\xef\xbb\xbf\xe4\xb8\x80"),
    ],
)
def test_the_charset_decides_over_the_bytes(charset, signed):
    assert PLAIN._replace(charset=charset).signed_bytes("一") == signed


def test_a_rule_needs_a_key_where_it_joins_or_digests_with_one():
    assert RULES["sorted-query-key"].needs_key
    assert not PLAIN.needs_key
    assert PLAIN._replace(digest="hmac-sm3").needs_key
    assert PLAIN._replace(uppercase=False).sign(b"abc", b"") == "900150983cd24fb0d6963f7d28e17f72"


@given(st.text())
def test_no_value_and_no_key_can_break_a_rule(text):
    signable = Signable("request", envelope.read(f"<ROOT><REQ_ENCRYPTED>{text}</REQ_ENCRYPTED></ROOT>"), text)
    for rule in RULES.values():
        assert (
            len(rule.sign(rule.signed_bytes(rule.base_string(signable, text)), text.encode("utf-8", "replace"))) == 32
        )
