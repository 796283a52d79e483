from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from tests.explain.test_signature import KEY, MESSAGES, changes_of

from hisight.explain.signature_changes import changed
from hisight.explain.signature_search import Fitting
from hisight.protocol import Message, Signable, SignatureRule


def signable(message: Message) -> Signable:
    return Signable(message.direction, message.envelope, message.payload.xml)


@given(data=st.data(), message=st.sampled_from(MESSAGES), length=st.sampled_from([32, 40, 64]))
def test_what_is_kept_between_tries_makes_no_difference(data, message, length):
    walked = changes_of(message, length)
    fitting = Fitting(signable(message), message.scheme.agreed_rule, KEY, "")
    for _ in range(3):  # one search tries many
        chosen = data.draw(st.lists(st.sampled_from(walked), max_size=3, unique_by=id))
        changes = tuple(data.draw(st.sampled_from(options)) for options in sorted(chosen, key=walked.index))
        rule = changed(message.scheme.agreed_rule, changes)
        key = next((change.key for change in changes if change.key), KEY)
        base = rule.base_string(signable(message), key.secret.decode())
        sign = rule.sign(rule.signed_bytes(base), key.secret).lower()
        asked = Fitting(fitting.signable, fitting.expected, fitting.key, sign)
        asked._begun.update(fitting._begun)
        assert asked.fits(changes) == (rule, key)
        assert fitting.fits(changes) is None


def test_without_a_key_what_needs_one_does_not_fit():
    message = MESSAGES[0]
    walked = changes_of(message)
    fitting = Fitting(signable(message), message.scheme.agreed_rule, None, "")
    assert fitting.fits(()) is None
    (left_out,) = (one for options in walked for one in options if one.name == "key-part" and one.value == "")
    keyless = changed(message.scheme.agreed_rule, (left_out,))
    sign = keyless.sign(keyless.signed_bytes(keyless.base_string(signable(message), "")), b"").lower()
    assert Fitting(fitting.signable, fitting.expected, None, sign).fits((left_out,)) == (keyless, None)


def test_what_differs_only_in_its_end_is_joined_once(monkeypatch):
    message = MESSAGES[0]
    ends = [one for options in changes_of(message) for one in options if one.name in ("key", "key-part")]
    assert len(ends) > 10
    joined, body = Counter(), SignatureRule.body

    def counted(rule: SignatureRule, of: Signable) -> str:
        joined[rule] += 1
        return body(rule, of)

    monkeypatch.setattr(SignatureRule, "body", counted)
    fitting = Fitting(signable(message), message.scheme.agreed_rule, KEY, "")
    for one in ends:
        fitting.fits((one,))
    assert joined == {message.scheme.agreed_rule: 1}
