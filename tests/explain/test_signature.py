import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.explain import signature as explaining
from hisight.explain.signature_changes import Change, changed, dimensions, likely_together
from hisight.explain.signature_clauses import LABELS
from hisight.explain.signature_letter import letter
from hisight.protocol import (
    RULES,
    Key,
    Message,
    Scheme,
    Signable,
    SignatureRule,
    open_message,
)
from hisight.protocol.digests import digest
from hisight.protocol.payload import seal_payload
from hisight.wording import NOTHING

KEY = Key.from_text("Demo-Key-16Chars", "city")
OLD = Key.from_text("Old--Key-16Chars", "city-old")
KEYED = Scheme("aes-128-ecb", "sorted-query-key", (KEY,))
DOCUMENT = (
    '<?xml version="1.0"?>\r\n<REQ>\r\n <NAME>张三&amp;李四</NAME>\r\n <NOTE>一行\r\n二行'
    + "长" * 40
    + "</NOTE>\r\n</REQ>"
)


def unsigned(direction: str, rule: str = "sorted-query-key", cipher: str = "aes-128-ecb") -> Message:
    """A message in which every change can be told: blanks, an empty field, Chinese, line breaks, escapes, long base64."""
    scheme = Scheme(cipher, rule, (KEY, OLD))
    sealed = seal_payload(DOCUMENT, scheme)
    sealed = sealed[:100] + "\n" + sealed[100:] if cipher != "none" else f"<![CDATA[{sealed}]]>"
    signing = "<SIGN_TYPE>MD5</SIGN_TYPE><SIGN></SIGN>"
    if direction == "request":
        values = (
            f"<FUN_CODE>1002</FUN_CODE><USER_ID> u&amp;号 </USER_ID>{signing}<REQ_ENCRYPTED>{sealed}</REQ_ENCRYPTED>"
        )
    else:
        values = f"<RETURN_CODE>0 </RETURN_CODE><RETURN_MSG/>{signing}<RES_ENCRYPTED>{sealed}</RES_ENCRYPTED>"
    return opened(f"<ROOT>{values}</ROOT>", direction, scheme)


def opened(text: str, direction: str, scheme: Scheme) -> Message:
    return open_message(direction, text.encode(), lambda _: scheme)


def signed(message: Message, rule: SignatureRule, key: Key) -> Message:
    """The same message with the SIGN that `rule` and `key` make."""
    signable = Signable(message.direction, message.envelope, message.payload.xml)
    sign = rule.sign(rule.signed_bytes(rule.base_string(signable, key.secret.decode())), key.secret)
    text = message.envelope.text.replace("<SIGN></SIGN>", f"<SIGN>{sign}</SIGN>")
    return opened(text, message.direction, message.scheme)


def made_by(message: Message, *changes: Change) -> Message:
    """`message` signed with `changes` to what was agreed."""
    key = next((change.key for change in changes if change.key), message.scheme.key)
    return signed(message, changed(message.scheme.agreed_rule, changes), key)


def changes_of(message: Message, sign_length: int = 32) -> list[list[Change]]:
    signable = Signable(message.direction, message.envelope, message.payload.xml)
    return dimensions(signable, message.scheme.agreed_rule, message.scheme.keys, "0" * sign_length)


MESSAGES = [
    unsigned(direction, rule, cipher)
    for direction in ("request", "response")
    for rule in ("sorted-query-key", "elements-keyless")
    for cipher in ("aes-128-ecb", "none")
]
AGREED = {id(message): made_by(message).signature.found for message in MESSAGES}


def single_changes() -> list:
    """Every change that makes another SIGN for one of the messages, with that message."""
    return [
        pytest.param(
            message,
            change,
            id=f"{message.direction}-{message.scheme.rule}-{message.scheme.cipher}-{change.name}-{change.value}",
        )
        for message in MESSAGES
        for length in (32, 64)
        for dimension in changes_of(message, length)
        for change in dimension
        if length == 32 or change.name == "digest"
        if made_by(message, change).signature.found != AGREED[id(message)]
    ]


def without_explainer(message: Message) -> bool:
    """True when the check itself finds out: another known rule or key fits as it is."""
    return message.signature.verdict.startswith("valid")


@pytest.mark.parametrize(("message", "change"), single_changes())
def test_a_message_signed_with_one_change_is_explained_by_just_that_change(message, change):
    sent = made_by(message, change)
    if without_explainer(sent):
        assert sent.signature.how != message.scheme.agreed_rule or sent.signature.key == OLD
        return
    explanation = explaining.explain(sent, explaining.QUICK)
    assert [(one.name, one.value) for one in explanation.changes] == [(change.name, change.value)]
    assert (explanation.status.verdict, explanation.status.variant) == ("valid-with-deviation", change.name)
    assert change.words.en in explanation.status.explanation.en
    assert change.words.zh in explanation.status.explanation.zh


def test_every_change_there_is_is_among_those_that_are_tried_out():
    tried = {parameters.values[1].name for parameters in single_changes()}
    assert tried == set(LABELS)


@given(data=st.data(), message=st.sampled_from(MESSAGES))
def test_two_changes_at_once_are_explained_by_two_or_by_fewer_that_come_to_the_same(data, message):
    first, second = data.draw(st.lists(st.sampled_from(changes_of(message)), min_size=2, max_size=2, unique_by=id))
    sent = made_by(message, data.draw(st.sampled_from(first)), data.draw(st.sampled_from(second)))
    if without_explainer(sent):
        return
    explanation = explaining.explain(sent)
    assert 1 <= len(explanation.changes) <= 2
    assert explanation.status.expected == sent.signature.found


@given(data=st.data(), message=st.sampled_from(MESSAGES))
def test_two_changes_that_go_together_are_found_while_a_session_is_read(data, message):
    likely = likely_together(changes_of(message), message.scheme.keys)
    chosen = data.draw(st.lists(st.sampled_from(likely), min_size=2, max_size=2, unique_by=id))
    sent = made_by(message, *(data.draw(st.sampled_from(options)) for options in sorted(chosen, key=likely.index)))
    assert without_explainer(sent) or explaining.explain(sent, explaining.QUICK).status.expected == sent.signature.found


def test_the_explained_bytes_are_those_that_were_signed_and_the_key_does_not_show():
    message = MESSAGES[0]
    (change,) = (one for one in changes_of(message)[2] if one.value == "&key={key}")
    status = explaining.explain(made_by(message, change)).status
    assert digest("md5", status.signed, b"").upper() == status.found
    assert status.base_string.endswith("&key=●●●●●●●●")
    shown = repr(status) + status.base_string + str(status.explanation)
    assert KEY.secret.decode() not in shown


def test_lower_case_digits_are_one_more_change():
    message = MESSAGES[0]
    (change,) = (one for one in changes_of(message)[2] if one.value == "&key={key}")
    sent = made_by(message, change)
    text = re.sub("(?<=<SIGN>)[0-9A-F]+", lambda sign: sign[0].lower(), sent.envelope.text)
    status = explaining.explain(opened(text, "request", message.scheme)).status
    assert status.variant == "key-part+digest-case"
    assert status.expected == status.found
    mixed = re.sub("(?<=<SIGN>)[0-9A-F]{16}", lambda sign: sign[0].lower(), sent.envelope.text)
    assert (
        "mixes upper and lower case"
        in explaining.explain(opened(mixed, "request", message.scheme)).status.explanation.en
    )


def test_when_nothing_fits_it_says_what_was_excluded():
    sent = signed(MESSAGES[0], MESSAGES[0].scheme.agreed_rule, Key.from_text("nobody knows it!"))
    explanation = explaining.explain(sent)
    assert explanation.changes == ()
    assert explanation.status.verdict == "invalid"
    assert f"{explanation.tries} combinations are excluded" in explanation.status.excluded.en
    assert "charset" in explanation.status.excluded.en
    assert "另一个密钥" in explanation.status.excluded.zh


def test_a_wrong_key_is_called_a_wrong_key_and_nothing_else():
    theirs = Key.from_text("Their-Key-16Char")
    scheme = Scheme("aes-128-ecb", "sorted-query-key", (KEY,))
    sealed = seal_payload(DOCUMENT, Scheme("aes-128-ecb", keys=(theirs,)))
    text = f"<ROOT><FUN_CODE>1002</FUN_CODE><USER_ID>u</USER_ID><SIGN></SIGN><REQ_ENCRYPTED>{sealed}</REQ_ENCRYPTED></ROOT>"
    explanation = explaining.explain(signed(opened(text, "request", scheme), scheme.agreed_rule, theirs))
    assert explanation.status.verdict == "invalid"
    assert explanation.status.excluded == explaining.ANOTHER_KEY


@pytest.mark.parametrize("sign", ["X" * 32, "ABC", "0" * 33])
def test_a_sign_that_is_no_digest_is_called_so_at_once(sign):
    text = MESSAGES[0].envelope.text.replace("<SIGN></SIGN>", f"<SIGN>{sign}</SIGN>")
    explanation = explaining.explain(opened(text, "request", MESSAGES[0].scheme))
    assert explanation.tries == 0
    assert f"SIGN has {len(sign)} characters" in explanation.status.explanation.en


def test_without_a_key_only_what_needs_none_is_tried():
    scheme = Scheme("none", "sorted-query-key")
    message = opened(MESSAGES[3].envelope.text, "request", scheme)
    keyless = RULES["sorted-query-key"]._replace(key_part="")
    assert explaining.explain(signed(message, keyless, KEY)).status.variant == "key-part"
    assert explaining.explain(signed(message, scheme.agreed_rule, KEY)).status.verdict == "unknown-key"


@pytest.mark.parametrize("message", MESSAGES[:1])
def test_what_is_valid_or_unsigned_is_left_as_it_is(message):
    valid = made_by(message)
    assert explaining.explain(valid).status is valid.signature
    assert explaining.explain(message).status is message.signature


@pytest.mark.parametrize(
    ("base_string", "said"),
    [
        ("FUN_CODE=1|USER_ID=u|KEY=Demo-Key-16Chars", ['fields are separated by "|"']),
        ("FUN_CODE=1USER_ID=uKEY=Demo-Key-16Chars", ["nothing stands between the fields"]),
        ("FUN_CODE=1\nUSER_ID=u\nKEY=Demo-Key-16Chars", ["fields are separated by a line feed"]),
        ("FUN_CODE=1,USER_ID=u,key=Demo-Key-16Chars", ["the base string ends with ,key=<key>", 'fields are separated by ","']),
        ("1|u|Demo-Key-16Chars", ["the base string ends with |<key>", "values are joined", 'fields are separated by "|"']),
        ("FUN_CODE=1|USER_ID=u", ["the key is left out", 'fields are separated by "|"']),
    ],
)  # fmt: skip
def test_a_separator_is_told_with_the_key_part_as_it_really_reads(base_string, said):
    sign = digest("md5", base_string.encode(), b"").upper()
    text = f"<ROOT><FUN_CODE>1</FUN_CODE><USER_ID>u</USER_ID><SIGN>{sign}</SIGN><REQ_ENCRYPTED/></ROOT>"
    explanation = explaining.explain(opened(text, "request", replace(KEYED, cipher="none")))
    assert explanation.status.base_string.replace("●●●●●●●●", "Demo-Key-16Chars") == base_string
    assert [one.words.en.startswith(clause) for one, clause in zip(explanation.changes, said, strict=True)]
    assert explanation.status.variant == "+".join(one.name for one in explanation.changes)


def test_a_large_message_is_not_searched_for_long_and_says_so():
    scheme = Scheme("none", "sorted-query-key", (KEY,))
    document = f"<REQ>{'1' * 1_000_000}</REQ>"
    text = f"<ROOT><USER_ID>u</USER_ID><SIGN>{'0' * 32}</SIGN><REQ_ENCRYPTED>{document}</REQ_ENCRYPTED></ROOT>"
    explanation = explaining.explain(opened(text, "request", scheme))
    excluded = explanation.status.excluded
    assert f"Not searched further than {explanation.tries} combinations, because it would take too long" in excluded.en
    assert "None of those tried fits (rule, near keys, " in excluded.en
    assert "耗时过长" in excluded.zh


def test_where_nothing_was_agreed_the_document_is_named():
    (change,) = (one for one in changes_of(MESSAGES[0])[2] if one.value == "&key={key}")
    sent = made_by(MESSAGES[0], change)
    auto = opened(sent.envelope.text, "request", replace(sent.scheme, rule="auto"))
    explanation = explaining.explain(auto).status.explanation
    assert explanation.en.startswith("SIGN does not fit sorted-query-key, as the document has it; it fits if")
    assert "与接口文档的 sorted-query-key 不符" in explanation.zh


def test_a_message_is_explained_in_place_and_once_more_if_asked():
    sent = signed(MESSAGES[0], MESSAGES[0].scheme.agreed_rule, Key.from_text("nobody knows it!"))
    quick = explaining.explained(sent)
    assert (quick.envelope, quick.signature.verdict) == (sent.envelope, "invalid")
    assert quick.signature.excluded.en
    again = explaining.explain(quick, explaining.THOROUGH).status
    assert again.explanation == sent.signature.explanation
    assert again.excluded != quick.signature.excluded
    valid = made_by(MESSAGES[0])
    assert explaining.explained(valid) is valid


def test_a_message_under_another_key_is_only_searched_for_a_misspelled_one():
    theirs = Key.from_text("Their-Key-16Char")
    scheme = Scheme("aes-128-ecb", "sorted-query-key", (KEY,))
    sealed = seal_payload(DOCUMENT, Scheme("aes-128-ecb", keys=(theirs,)))
    text = f"<ROOT><USER_ID>u</USER_ID><SIGN>{'0' * 32}</SIGN><REQ_ENCRYPTED>{sealed}</REQ_ENCRYPTED></ROOT>"
    message = opened(text, "request", scheme)
    assert explaining.explain(message, explaining.QUICK).tries <= 6
    assert explaining.explain(message, explaining.THOROUGH).tries > 100


def test_without_a_key_a_session_is_not_searched_for_what_needs_one():
    scheme = Scheme("none", "sorted-query-key")
    text = MESSAGES[3].envelope.text.replace("<SIGN></SIGN>", f"<SIGN>{'0' * 32}</SIGN>")
    assert explaining.explain(opened(text, "request", scheme), explaining.QUICK).tries < 40


def test_a_message_that_was_cut_has_no_signature_to_explain():
    message = opened(
        MESSAGES[0].envelope.text.replace("<SIGN></SIGN>", f"<SIGN>{'0' * 32}</SIGN>")[:-40], "request", KEYED
    )
    assert message.cut
    explained = explaining.explain(message)
    assert explained.tries == 0
    assert explained.status.explanation.en == (
        "the message is not whole, so nothing can be said about its signature: what is missing was signed, too."
    )
    assert letter(message, explained.status) == NOTHING
