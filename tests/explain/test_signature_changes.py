from hisight.explain.signature_changes import dimensions
from hisight.protocol import RULES, Key, Signable, envelope

KEY = Key.from_text("0123456789abcdef", "city")
PLAIN = "<ROOT><FUN_CODE>1001</FUN_CODE><USER_ID>u</USER_ID><REQ_ENCRYPTED>QUJD</REQ_ENCRYPTED></ROOT>"


def names(text: str, plaintext: str = "<REQ/>", rule: str = "sorted-query-key", found: str = "0" * 32) -> set[str]:
    signable = Signable("request", envelope.read(text), plaintext)
    return {one.name for dimension in dimensions(signable, RULES[rule], (KEY,), found) for one in dimension}


def test_only_what_can_matter_for_the_message_is_walked():
    always = {"rule", "key", "key-part", "payload", "order", "sign-type", "charset", "layout", "separator", "digest"}
    always |= {"string-case"}
    assert names(PLAIN) == always
    assert names(PLAIN.replace(">u<", "> u <")) == always | {"blanks"}
    assert names(PLAIN.replace(">u<", "><")) == always | {"empty"}
    assert names(PLAIN.replace(">u<", ">&#117;<")) == always | {"text"}
    assert names(PLAIN.replace("QUJD", "QU\nJD")) == always | {"base64-lines", "line-ends"}


def test_without_chinese_text_only_a_bom_or_wide_characters_make_other_bytes():
    signable = Signable("request", envelope.read(PLAIN), "")
    walked = dimensions(signable, RULES["sorted-query-key"], (KEY,), "0" * 32)
    charsets = [one.value for dimension in walked for one in dimension if one.name == "charset"]
    assert charsets == ["utf-16-le", "utf-8-sig"]


def test_every_change_is_told_beside_what_was_agreed():
    signable = Signable("request", envelope.read(PLAIN.replace(">u<", "> 号\r\n<")), "<REQ/>")
    for dimension in dimensions(signable, RULES["sorted-query-key"], (KEY, Key.from_text("OTHER", "old")), "0" * 64):
        for one in dimension:
            difference = one.difference
            assert (difference.name, difference.found) == (one.name, one.words)
            assert difference.agreed.en != difference.found.en
            assert difference.agreed.zh != difference.found.zh
            assert difference.label.zh


def test_what_was_agreed_already_is_no_change():
    own = RULES["sorted-query-key"]._replace(string_case="upper", charset="gb18030", layout="values")
    signable = Signable("request", envelope.read(PLAIN.replace(">u<", ">号<")), "")
    walked = [one for options in dimensions(signable, own, (KEY,), "0" * 32) for one in options]
    assert not {("string-case", "upper"), ("charset", "gb18030"), ("layout", "values")} & {
        (one.name, one.value) for one in walked
    }


def test_the_length_of_sign_tells_which_digests_are_walked():
    signable = Signable("request", envelope.read(PLAIN), "")
    walked = dimensions(signable, RULES["sorted-query-key"], (KEY,), "0" * 64)
    digests = {one.value for dimension in walked for one in dimension if one.name == "digest"}
    assert digests == {"sm3", "sha-256", "hmac-sm3", "hmac-sha-256"}


def test_a_rule_that_does_a_thing_already_is_offered_the_reverse():
    walked = dimensions(
        Signable("request", envelope.read(PLAIN.replace(">u<", "> u <").replace("QUJD", "")), "<REQ/>"),
        RULES["elements-keyless"]._replace(text="raw", request_fields=("USER_ID", "SIGN_TYPE", "REQ_ENCRYPTED")),
        (KEY,),
        "0" * 32,
    )
    values = {(one.name, one.value) for dimension in walked for one in dimension}
    assert {("order", "sorted"), ("blanks", "kept"), ("empty", "dropped"), ("text", "value")} <= values
    assert "sign-type" not in {name for name, _ in values}


def test_no_clause_shows_a_key():
    signable = Signable("request", envelope.read(PLAIN), "")
    for dimension in dimensions(signable, RULES["sorted-query-key"], (KEY,), "0" * 32):
        for one in dimension:
            assert KEY.secret.decode() not in repr(one) + one.words.zh + one.words.en
