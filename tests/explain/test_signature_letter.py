from dataclasses import replace

from tests.explain.test_signature import KEY, MESSAGES, changes_of, made_by, opened, signed

from hisight.explain.signature import ANOTHER_KEY, explain
from hisight.explain.signature_letter import letter
from hisight.protocol import RULES, Key, Scheme
from hisight.wording import NOTHING

MESSAGE = MESSAGES[0]


def deviating():
    (change,) = (one for one in changes_of(MESSAGE)[2] if one.value == "&key={key}")
    sent = made_by(MESSAGE, change)
    return sent, explain(sent).status


def test_a_deviation_is_told_with_what_was_agreed_and_both_digests():
    sent, status = deviating()
    told = letter(sent, status, "1002 CreatePat")
    assert told.en.startswith("In your request of 1002 CreatePat SIGN does not follow the rule that was agreed")
    assert "Yours: the base string ends with &key=<key>; agreed: the base string ends with &KEY=<key>." in told.en
    assert "贵方：末尾接的是 &key=<密钥>；约定：末尾接的是 &KEY=<密钥>。" in told.zh
    assert told.zh.endswith("请按约定修改。")
    for digest in (made_by(MESSAGE).signature.found, status.found):
        assert digest in told.en
        assert digest in told.zh


def test_where_nothing_fits_it_says_what_was_excluded_and_asks_for_the_base_string():
    sent = signed(MESSAGE, MESSAGE.scheme.agreed_rule, Key.from_text("nobody knows it!"))
    told = letter(sent, explain(sent).status)
    assert "We have tried what is usually done otherwise" in told.en
    assert "send us your base string" in told.en
    assert "请核对密钥，并提供贵方的待签名串" in told.zh


def test_the_key_is_never_told():
    sent, status = deviating()
    assert KEY.secret.decode() not in str(letter(sent, status))


def test_a_payload_that_does_not_open_either_is_told_as_another_key():
    message = MESSAGES[0]
    status = replace(message.signature, verdict="invalid", excluded=ANOTHER_KEY)
    assert letter(message, status).en.endswith("you may use another one. Please compare the keys.")


def test_without_a_key_a_deviation_promises_no_digest():
    keyless = RULES["sorted-query-key"]._replace(key_part="")
    sent = signed(opened(MESSAGES[3].envelope.text, "request", Scheme("none", "sorted-query-key")), keyless, KEY)
    told = letter(sent, explain(sent).status)
    assert told.en.endswith("agreed: the base string ends with &KEY=<key>. Please sign as agreed.")


def test_what_is_as_agreed_or_not_signed_needs_no_letter():
    assert letter(made_by(MESSAGE), made_by(MESSAGE).signature) == NOTHING
    assert letter(MESSAGE, MESSAGE.signature) == NOTHING
    assert letter(MESSAGE, replace(MESSAGE.signature, verdict="unknown-key")) == NOTHING


def test_a_sign_that_is_no_digest_is_told_as_that():
    sent = opened(MESSAGES[0].envelope.text.replace("<SIGN></SIGN>", "<SIGN>0123</SIGN>"), "request", MESSAGE.scheme)
    told = letter(sent, explain(sent).status)
    assert "SIGN has 4 characters: no known digest prints so (MD5 has 32 hex digits)." in told.en
    assert told.en.endswith("Please sign as agreed.")
    assert "We have tried" not in told.en
