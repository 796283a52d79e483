from dataclasses import replace

import pytest
from tests.reading.conftest import REQUEST, SCHEME

from hisight.profiles import Profile
from hisight.protocol import RULES, Key, Scheme
from hisight.reading import Reader, message_json, summarise


def signing(scheme: Scheme = SCHEME, **entries) -> Scheme:
    """The scheme of a peer whose SIGN departs from the agreed rule in these `entries`."""
    return replace(scheme, own_rule=RULES[scheme.rule]._replace(**entries))


LOWER_KEY_PART = signing(key_part="&key={key}")
BEFORE = signing(payload="plain")


def test_the_verdict_names_what_the_platform_does_and_should_do(read):
    reading = read(request_scheme=BEFORE)
    assert str(reading.verdict) == (
        "The platform does not sign as agreed: the payload is signed before encryption. "
        "The platform should sign so that the payload is signed after encryption."
    )
    assert reading.verdict.zh == (
        "平台没有按约定签名：参与签名的是加密前的业务参数。请平台方改为：参与签名的是加密后的业务参数。"
    )


def test_a_refusal_for_it_is_told(read):
    verdict = str(read(request_scheme=LOWER_KEY_PART, code="7", answer="", message="签名不正确").verdict)
    assert "ends with &key=<key>. The HIS refused it for that. The platform should sign so that" in verdict


def test_a_refusal_for_another_reason_speaks_for_itself(read):
    verdict = str(read(request_scheme=LOWER_KEY_PART, code="99", answer="", message="系统错误").verdict)
    assert verdict.startswith("The HIS refused (99): 系统错误")
    assert "key" not in verdict


def test_the_verdict_names_what_the_his_does_and_should_do(read):
    reading = read(answer_scheme=signing(charset="gb18030"))
    assert str(reading.verdict) == (
        "The HIS does not sign as agreed: the bytes signed are GBK (GB18030). The platform will refuse it. "
        "The HIS should sign so that the bytes signed are UTF-8."
    )
    assert reading.verdict.zh == (
        "HIS 没有按约定签名：待签名串按 GBK（GB18030）编码。平台会拒收。请 HIS 方改为：待签名串按 UTF-8 编码。"
    )


def test_when_both_deviate_alike_it_is_our_profile_that_is_wrong(read):
    verdict = read(request_scheme=LOWER_KEY_PART, answer_scheme=LOWER_KEY_PART).verdict
    assert "Both sides sign alike, only not as the profile says" in verdict.en
    assert "请更正" in verdict.zh
    differently = read(request_scheme=LOWER_KEY_PART, answer_scheme=BEFORE).verdict
    assert "Both sides" not in differently.en


def test_when_nothing_was_agreed_both_sides_may_have_agreed_without_us(read, catalog):
    by = Reader(catalog, scheme=replace(SCHEME, rule="auto"))
    verdict = read(request_scheme=LOWER_KEY_PART, answer_scheme=LOWER_KEY_PART, by=by).verdict
    assert "only not as the document has it" in verdict.en
    assert "say so in the profile" in verdict.en


def test_list_findings_and_json_agree_with_the_verdict(read):
    reading = read(answer_scheme=signing(charset="gb18030"))
    data = message_json(reading, "response")
    assert (data["signature"]["verdict"], data["signature"]["variant"]) == ("valid-with-deviation", "charset")
    (difference,) = data["signature"]["differences"]
    assert difference == {
        "name": "charset",
        "agreed": "the bytes signed are UTF-8",
        "found": "the bytes signed are GBK (GB18030)",
    }
    assert [(one["name"], one["severity"]) for one in data["findings"]] == [("signature-deviation", "error")]
    summary = summarise(reading)
    assert (summary.signature, summary.severity) == ("valid-with-deviation", "error")
    assert summary.verdict_en == reading.verdict.en


def test_a_profile_that_lets_the_deviation_pass_is_heard(read, catalog):
    city = Profile("city", severity={"signature-deviation": "off"})
    reading = read(request_scheme=BEFORE, by=Reader(catalog, [city], SCHEME))
    assert "does not sign as agreed" not in str(reading.verdict)


def test_a_misspelled_key_is_told_and_what_it_encrypted_is_read(read, catalog):
    theirs = replace(SCHEME, keys=(Key.from_text("ABCDEFGHIJKLMNOP"),))
    by = Reader(catalog, scheme=replace(SCHEME, keys=(Key.from_text("abcdefghijklmnop", "city"),)))
    reading = read(request_scheme=theirs, answer_scheme=theirs, by=by)
    assert reading.call.request.payload.problem.kind == "other-encryption"
    assert reading.call.request.signature.variant == "key"
    assert "the key's letters are in upper case" in str(reading.verdict)


@pytest.mark.parametrize("side", ["request", "response"])
def test_a_message_that_was_cut_is_not_blamed_for_its_signature(reader, side):
    root = f"<ROOT><FUN_CODE>1001</FUN_CODE><SIGN>{'0' * 32}</SIGN><REQ_ENCRYPTED>{REQUEST[:20]}"
    message = reader.read_alone(side, root.encode()).subjects[0].message
    assert message.cut
    assert message.signature.excluded.en == ""
