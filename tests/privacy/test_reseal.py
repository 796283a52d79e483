import re
from dataclasses import replace

import pytest

from hisight.explain.near_keys import MISSPELLINGS
from hisight.explain.signature import explained
from hisight.privacy.reseal import reseal, throwaway_key
from hisight.protocol import RULES, Key, Scheme, compose_root, open_message, soap_request

XML = "<REQ><NAME>李望舒</NAME></REQ>"
OTHER = "<REQ><NAME>测试甲</NAME></REQ>"
FIELDS = {"FUN_CODE": "1002", "USER_ID": "0001"}


def opened(scheme: Scheme, *, sign=lambda found: found, document: str = XML, read_with: Scheme | None = None):
    root = re.sub(
        r"<SIGN>(.*)</SIGN>",
        lambda found: f"<SIGN>{sign(found[1])}</SIGN>",
        compose_root("request", FIELDS, document, scheme),
    )
    body = soap_request("CreatePat", "xml", root, "http://his.example/").encode()
    return open_message("request", body, lambda _: read_with or scheme)


def again(message, throwaway, xml=OTHER, scheme: Scheme | None = None, fields=None):
    body = reseal(message, xml, fields or {}, lambda text: text, throwaway).encode()
    return open_message("request", body, lambda _: replace(scheme or message.scheme, keys=(throwaway,)))


@pytest.mark.parametrize("cipher", ["aes-128-ecb", "none"])
@pytest.mark.parametrize("rule", ["sorted-query-key", "sorted-query-key-lower", "elements-keyless"])
def test_a_valid_message_is_valid_under_the_throwaway_key(key, throwaway, cipher, rule):
    message = opened(Scheme(cipher, rule, (key,)))
    made = again(message, throwaway)
    assert (made.payload.xml, made.payload.state) == (OTHER, message.payload.state)
    assert (made.signature.verdict, made.signature.rule) == ("valid", rule)
    assert key.secret not in made.decoded.text.encode()


def test_a_message_without_a_change_is_sealed_again_all_the_same(key, throwaway):
    made = again(opened(Scheme("aes-128-ecb", "sorted-query-key", (key,))), throwaway, XML)
    assert (made.payload.xml, made.payload.key, made.signature.verdict) == (XML, throwaway, "valid")


def test_the_encryption_of_nothing_stays_one(key, throwaway):
    root = compose_root("request", FIELDS, "", Scheme("aes-128-ecb", keys=(key,)))
    nothing = "kjPZRMs96t6gBs1xfBKrlg=="
    root = root.replace("<REQ_ENCRYPTED></REQ_ENCRYPTED>", f"<REQ_ENCRYPTED>{nothing}</REQ_ENCRYPTED>")
    message = open_message("request", root.encode(), lambda _: Scheme(keys=(key,)))
    assert (message.payload.state, message.signature.verdict) == ("empty", "invalid")
    made = again(message, throwaway, "")
    assert (made.payload.state, made.payload.key) == ("empty", throwaway)
    assert made.envelope.get("REQ_ENCRYPTED") != nothing


def test_a_deviation_of_the_rule_stays_one(key, throwaway):
    message = opened(Scheme("none", "elements-keyless", (key,)), read_with=Scheme("none", "sorted-query-key", (key,)))
    made = again(message, throwaway)
    assert (made.signature.verdict, made.signature.variant) == ("valid-with-deviation", "other-rule")


@pytest.mark.parametrize("cipher", ["aes-128-ecb", "none"])
@pytest.mark.parametrize("change", [str.lower, str.upper])
def test_the_case_of_a_digest_stays_as_it_was(key, throwaway, change, cipher):
    message = opened(Scheme(cipher, "elements-keyless", (key,)), sign=change)
    made = again(message, throwaway)
    assert (made.signature.verdict, made.signature.variant) == (message.signature.verdict, message.signature.variant)
    assert made.signature.found == change(made.signature.found)


def test_a_digest_in_mixed_case_stays_a_deviation(key, throwaway):
    message = opened(Scheme("none", "sorted-query-key", (key,)), sign=lambda found: found[:16].lower() + found[16:])
    assert again(message, throwaway).signature.variant == "digest-case"


@pytest.mark.parametrize("rule", [{"key_part": "&key={key}"}, {"payload": "plain"}, {"charset": "utf-16-le"}])
def test_a_deviation_that_was_explained_stays_the_same_one(key, throwaway, rule):
    agreed = Scheme("aes-128-ecb", "sorted-query-key", (key,))
    theirs = replace(agreed, own_rule=RULES[agreed.rule]._replace(**rule))
    message = explained(opened(theirs, read_with=agreed))
    made = explained(again(message, throwaway))
    assert made.signature.variant == message.signature.variant != ""
    assert made.signature.key == throwaway


@pytest.mark.parametrize("entries", [
    {"separator": "|", "key_part": "|{key}"},
    {"digest": "hmac-sm3", "key_part": ""},
    {"request_fields": ("FUN_CODE", "SIGN_TYPE", "REQ_ENCRYPTED"), "uppercase": False},
])  # fmt: skip
def test_a_rule_that_the_profile_describes_itself_is_followed_again(key, throwaway, entries):
    own = RULES["sorted-query-key"]._replace(name="city", **entries)
    message = opened(Scheme("aes-128-ecb", "city", (key,), own))
    made = again(message, throwaway)
    assert (made.signature.verdict, made.signature.how, made.signature.key) == ("valid", own, throwaway)


@pytest.mark.parametrize("way", MISSPELLINGS[:4])
def test_a_key_that_was_misspelled_is_misspelled_again(key, way):
    agreed, throwaway = Scheme("none", "sorted-query-key", (Key.from_text("a1B2"),)), Key.from_text("c3d4")
    message = explained(opened(replace(agreed, keys=(way.of(agreed.key),)), read_with=agreed))
    assert message.signature.variant == "key"
    made = explained(again(message, throwaway))
    assert (made.signature.variant, made.signature.key) == ("key", way.of(throwaway))


def test_a_deviation_in_lower_case_stays_in_lower_case(key, throwaway):
    agreed = Scheme("none", "sorted-query-key", (key,))
    theirs = replace(agreed, own_rule=RULES[agreed.rule]._replace(key_part="&key={key}"))
    message = explained(opened(theirs, sign=str.lower, read_with=agreed))
    made = explained(again(message, throwaway))
    assert made.signature.variant == message.signature.variant == "key-part+digest-case"


@pytest.mark.parametrize("digits", [32, 40, 64])
def test_a_wrong_digest_of_any_kind_is_another_one(key, throwaway, digits):
    message = opened(Scheme(keys=(key,)), sign=lambda _: "a" * digits)
    found = again(message, throwaway).signature.found
    assert len(found) == digits
    assert found != message.signature.found
    assert found.islower()


def test_a_wrong_digest_is_another_wrong_digest(key, throwaway):
    message = opened(Scheme(keys=(key,)), sign=lambda _: "AB" * 16)
    made = again(message, throwaway)
    assert made.signature.verdict == "invalid"
    assert made.signature.found != "AB" * 16
    assert made.signature.found.isupper()


def test_what_is_no_digest_stays_as_it_is(key, throwaway):
    made = again(opened(Scheme(keys=(key,)), sign=lambda _: "wrong"), throwaway)
    assert (made.signature.verdict, made.signature.found) == ("invalid", "wrong")


def test_an_unsigned_message_stays_unsigned(key, throwaway):
    assert again(opened(Scheme(keys=(key,)), sign=lambda _: ""), throwaway).signature.verdict == "unsigned"


def test_other_fields_are_signed_as_they_are_now(key, throwaway):
    made = again(opened(Scheme("none", "sorted-query-key", (key,))), throwaway, fields={"USER_ID": "0002"})
    assert (made.envelope.get("USER_ID"), made.signature.verdict) == ("0002", "valid")


def test_a_payload_alone_and_a_body_without_one_are_made_again(throwaway):
    scheme = Scheme()
    alone = open_message("request", f"<!-- x -->{XML}\n".encode(), lambda _: scheme)
    assert reseal(alone, OTHER, {}, str, throwaway) == f"{OTHER}\n"
    page = open_message("response", b"<html>wrong</html>", lambda _: scheme)
    assert reseal(page, "", {}, str.upper, throwaway) == "<HTML>WRONG</HTML>"


def test_a_document_in_a_broken_envelope_is_replaced_where_it_stands(throwaway):
    root = f"<ROOT><FUN_CODE>1002</FUN_CODE><REQ_ENCRYPTED>{XML}</REQ_ENCRYPTED></ROOT>"
    broken = open_message("request", f"<a><b>{root}</a>".encode(), lambda _: Scheme())
    assert reseal(broken, OTHER, {}, str, throwaway) == f"<a><b>{root.replace(XML, OTHER)}</a>"


def test_what_stands_between_the_values_is_made_what_it_is_to_be(throwaway):
    root = "<ROOT note='a'><!-- a --><FUN_CODE>a</FUN_CODE></ROOT>"
    message = open_message("request", root.encode(), lambda _: Scheme())
    made = reseal(message, "", {}, lambda text: text.replace("a", "b"), throwaway)
    assert made == "<ROOT note='b'><!-- b --><FUN_CODE>a</FUN_CODE></ROOT>"


def test_a_throwaway_key_is_sixteen_characters_and_another_each_time():
    assert re.fullmatch(rb"[0-9a-f]{16}", throwaway_key().secret)
    assert throwaway_key() != throwaway_key()
    assert isinstance(throwaway_key(), Key)
