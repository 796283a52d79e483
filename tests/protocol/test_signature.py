import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protocol import vectors

from hisight.protocol import RULES, Key, Scheme, Signable, envelope, signature

KEY = Key.from_text("2098D32C4D1399EC", "vector")
KEYED = Scheme(keys=(KEY,))


def checked(text: str, direction: str, scheme: Scheme, plaintext: str = ""):
    return signature.check(direction, envelope.read(text), plaintext, scheme)


def plaintext_of(text: str) -> str:
    return envelope.read(text).get("REQ_ENCRYPTED").strip()


@pytest.mark.parametrize("text", [vectors.ANSWER_ON_FAILURE, vectors.NET_TEST_ANSWER])
def test_the_published_answers_are_valid_by_the_sorted_query_rule(text):
    status = checked(text, "response", KEYED)
    assert (status.verdict, status.rule, status.variant, status.key) == ("valid", "sorted-query-key", "", KEY)
    assert status.expected == status.found


def test_the_sample_of_section_5_1_is_valid_by_the_keyless_rule():
    text = vectors.CREATE_PAT_REQUEST
    status = checked(text, "request", Scheme(), plaintext_of(text))
    assert (status.verdict, status.rule) == ("valid", "elements-keyless")
    assert status.base_string.startswith("<FUN_CODE>1002</FUN_CODE><USER_ID>0001</USER_ID><REQ_ENCRYPTED><REQ>")


def test_without_a_root_it_is_not_sign_that_is_missing():
    status = checked("", "request", KEYED)
    assert (status.verdict, status.explanation.en) == ("unsigned", "without a ROOT there is no signature.")
    assert "SIGN is empty" in checked("<ROOT><FUN_CODE>1</FUN_CODE></ROOT>", "request", KEYED).explanation.en


def test_lower_case_digits_are_a_rule_of_their_own():
    text = vectors.NET_TEST_ANSWER.replace("29C7433D6F7C9D6EC8BEF046C6F3B671", "29c7433d6f7c9d6ec8bef046c6f3b671")
    status = checked(text, "response", KEYED)
    assert (status.verdict, status.rule) == ("valid", "sorted-query-key-lower")


def test_another_rule_than_the_profile_says_is_a_deviation():
    status = checked(vectors.NET_TEST_ANSWER, "response", Scheme(rule="elements-keyless", keys=(KEY,)))
    assert (status.verdict, status.rule, status.variant) == ("valid-with-deviation", "sorted-query-key", "other-rule")
    assert "the profile says elements-keyless" in status.explanation.en


def test_mixed_case_digits_are_a_deviation():
    text = vectors.NET_TEST_ANSWER.replace("29C7433D", "29c7433D")
    status = checked(text, "response", KEYED)
    assert (status.verdict, status.variant) == ("valid-with-deviation", "digest-case")


def test_a_changed_value_is_invalid_and_both_digests_are_told():
    status = checked(vectors.NET_TEST_ANSWER.replace("交易成功", "交易失败"), "response", KEYED)
    assert (status.verdict, status.rule) == ("invalid", "sorted-query-key")
    assert status.expected in status.explanation.en
    assert status.found in status.explanation.en


def test_an_empty_sign_is_unsigned_and_still_tells_what_it_would_be():
    text = vectors.NET_TEST_ANSWER.replace("<SIGN>29C7433D6F7C9D6EC8BEF046C6F3B671</SIGN>", "<SIGN></SIGN>")
    status = checked(text, "response", KEYED)
    assert (status.verdict, status.expected) == ("unsigned", "29C7433D6F7C9D6EC8BEF046C6F3B671")


def test_without_a_key_nothing_is_claimed():
    status = checked(vectors.NET_TEST_ANSWER, "response", Scheme())
    assert (status.verdict, status.expected, status.signed) == ("unknown-key", "", b"")


def test_the_key_never_shows():
    status = checked(vectors.NET_TEST_ANSWER, "response", KEYED)
    assert KEY.secret.decode() not in repr(status) + status.base_string + repr(KEYED)
    assert status.base_string.endswith("&KEY=●●●●●●●●")
    assert hashlib.md5(status.signed).hexdigest().upper() == status.expected


def test_an_empty_value_is_left_out_of_the_query():
    status = checked("<ROOT><RETURN_CODE>9</RETURN_CODE><RETURN_MSG/><SIGN>x</SIGN></ROOT>", "response", KEYED)
    assert status.base_string == "RETURN_CODE=9&KEY=●●●●●●●●"


@pytest.mark.parametrize("rule", RULES)
@given(values=st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20), min_size=3, max_size=3))
def test_what_a_rule_makes_the_check_finds_valid(rule, values):
    fields = dict(zip(("FUN_CODE", "USER_ID", "REQ_ENCRYPTED"), values, strict=True))
    text = "".join(f"<{name}><![CDATA[{value.replace(']]>', '')}]]></{name}>" for name, value in fields.items())
    unsigned = envelope.read(f"<ROOT>{text}<SIGN></SIGN></ROOT>")
    scheme = Scheme(rule=rule, keys=(KEY,))
    signed = unsigned.replacing("SIGN", signature.make("request", unsigned, "plain", scheme))
    status = signature.check("request", signed, "plain", scheme)
    assert (status.verdict, status.rule) == ("valid", rule)


def test_auto_signs_as_the_message_was_signed():
    root = envelope.read(vectors.CREATE_PAT_REQUEST)
    like = checked(vectors.CREATE_PAT_REQUEST, "request", KEYED, plaintext_of(vectors.CREATE_PAT_REQUEST))
    assert signature.make("request", root, "x", KEYED, like) == signature.make(
        "request", root, "x", Scheme(rule="elements-keyless")
    )


def test_without_a_key_a_keyed_rule_makes_no_sign():
    assert signature.make("request", envelope.read(vectors.CREATE_PAT_REQUEST), "", Scheme()) == ""


def test_a_deviation_is_told_as_what_was_agreed_beside_what_was_found():
    (other,) = checked(vectors.NET_TEST_ANSWER, "response", Scheme(rule="elements-keyless", keys=(KEY,))).differences
    assert (other.name, other.agreed.en, other.found.en) == (
        "other-rule",
        "the rule is elements-keyless",
        "the rule is sorted-query-key",
    )
    mixed = vectors.NET_TEST_ANSWER.replace("29C7433D", "29c7433D")
    (case,) = checked(mixed, "response", KEYED).differences
    assert (case.agreed.en, case.found.en) == ("SIGN is in upper case", "SIGN mixes upper and lower case")
    lower = signature.digest_case(RULES["sorted-query-key-lower"], "ABC")
    assert (lower.agreed.zh, lower.found.zh) == ("SIGN 为小写", "SIGN 为大写")
    assert checked(vectors.NET_TEST_ANSWER, "response", KEYED).differences == ()


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("key_part", ["&KEY={key}", "{key}", "&key={key}#end"])
def test_the_place_of_the_key_in_the_signed_bytes_is_known_to_the_byte(charset, key_part):
    rule = RULES["sorted-query-key"]._replace(charset=charset, key_part=key_part)
    signable = Signable("response", envelope.read(vectors.NET_TEST_ANSWER), "")
    status = signature.attempt(signable, rule, KEY, "")
    place = status.key_place
    assert status.signed[place.start : place.stop] == KEY.secret.decode().encode(charset.replace("-sig", ""))


def test_where_the_key_is_not_among_the_signed_bytes_it_has_no_place():
    signable = Signable("response", envelope.read(vectors.NET_TEST_ANSWER), "")
    keyless = RULES["sorted-query-key"]._replace(key_part="", digest="hmac-md5")
    assert not signature.attempt(signable, keyless, KEY, "").key_place
    assert not signature.attempt(signable, RULES["sorted-query-key"], None, "").key_place


def test_an_agreed_rule_mends_a_deviation_and_auto_keeps_it():
    root = envelope.read(vectors.NET_TEST_ANSWER)
    misspelled = Key("vector", KEY.secret + b"\n")
    how = RULES["sorted-query-key"]._replace(key_part="&key={key}")
    like = signature.SignatureStatus("valid-with-deviation", "sorted-query-key", key=misspelled, how=how)
    agreed = Scheme(rule="sorted-query-key", keys=(KEY,))
    assert signature.make("response", root, "", agreed, like) == root.get("SIGN")
    kept = signature.attempt(Signable("response", root, ""), how, misspelled, "").expected
    assert signature.make("response", root, "", KEYED, like) == kept


def test_an_old_key_of_the_profile_signs_again_what_it_has_signed():
    old = Key.from_text("0123456789ABCDEF", "old")
    scheme = Scheme(rule="sorted-query-key", keys=(KEY, old))
    root = envelope.read(vectors.NET_TEST_ANSWER)
    by_old = signature.make("response", root, "", Scheme(keys=(old,)))
    status = signature.check("response", root.replacing("SIGN", by_old), "", scheme)
    assert (status.verdict, status.key) == ("valid", old)
    assert signature.make("response", root, "", scheme, status) == by_old
