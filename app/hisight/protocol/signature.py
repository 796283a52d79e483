"""SIGN: the rules by which peers make it, making it, and checking it (wire.md, 3).

A check never answers yes or no: it says which rule fits, with which key, over which characters, and what would have fitted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from hisight.protocol.envelope import Envelope
from hisight.protocol.notes import Direction
from hisight.protocol.scheme import AUTO, Key, Scheme
from hisight.protocol.signature_rule import KEY_MARK, RULES, Signable, SignatureRule
from hisight.wording import NOTHING, Words

Verdict = Literal["valid", "valid-with-deviation", "invalid", "unsigned", "unknown-key"]

HIDDEN_KEY = "●" * 8
"""What stands for the key wherever a base string is shown."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which a message is signed otherwise than agreed."""

    name: str
    """A stable name, e.g. `key-part`; joined by `+` they are the `variant`."""
    label: Words
    """What it is about, in a word or two."""
    agreed: Words
    """What was agreed, as a clause: "the payload is signed after encryption"."""
    found: Words
    """What the peer does instead, as a clause of the same form."""


@dataclass(frozen=True, slots=True)
class SignatureStatus:
    """What is known about the SIGN of one message."""

    verdict: Verdict
    """Valid; valid but not as the profile says; invalid; unsigned; or unknown for want of a key."""
    rule: str = ""
    """The rule that fits; when none does, the one that was expected."""
    variant: str = ""
    """In what it deviates, as constants joined by `+`: `other-rule`, `digest-case`, or what the explainer found; else empty."""
    expected: str = ""
    """The SIGN that the rule gives; empty when it cannot be computed."""
    found: str = ""
    """The SIGN in the message."""
    explanation: Words = NOTHING
    """What happened, for a person."""
    differences: tuple[Difference, ...] = ()
    """The deviation, one thing at a time; empty for a message that is signed as agreed, or whose signature fits nothing."""
    excluded: Words = NOTHING
    """For a signature that fits nothing: what cannot be the reason, and what may be; empty until somebody has looked."""
    base_string: str = ""
    """The characters that are signed, with dots in place of the key."""
    signed: bytes = field(default=b"", repr=False)
    """The exact bytes that are signed, with the key."""
    key: Key | None = None
    """The key that fits, or was tried first."""
    how: SignatureRule = RULES["sorted-query-key"]
    """The rule with all its entries; where the explainer found a variant, with those that the peer really uses."""

    @property
    def key_place(self) -> range:
        """Which of the `signed` bytes are the key's; empty where it is not among them."""
        if not self.signed or KEY_MARK not in self.how.key_part:
            return range(0)
        before, _, after = self.base_string.rpartition(HIDDEN_KEY)
        mark = len(self.how.signed_bytes(""))  # a BOM is written once, before everything
        return range(len(self.how.signed_bytes(before)), len(self.signed) - len(self.how.signed_bytes(after)) + mark)


def make(
    direction: Direction, envelope: Envelope, plaintext: str, scheme: Scheme, like: SignatureStatus | None = None
) -> str:
    """The SIGN for `envelope`, as agreed. With rule `auto` it is made as `like` was, else by the first rule.

    Empty when the rule needs a key and there is none.
    """
    if like is not None and not like.verdict.startswith("valid"):
        like = None
    rule = scheme.agreed_rule or (like.how if like is not None else next(iter(RULES.values())))
    key = like.key if like is not None and like.key else scheme.key
    if scheme.agreed_rule is not None and key not in scheme.keys:
        key = scheme.key  # a key that was spelled otherwise was part of the deviation, which ends here
    if rule.needs_key and key is None:
        return ""
    base = rule.base_string(Signable(direction, envelope, plaintext), _text(key))
    return rule.sign(rule.signed_bytes(base), _secret(key))


def check(direction: Direction, envelope: Envelope, plaintext: str, scheme: Scheme) -> SignatureStatus:
    """Compare the envelope's SIGN with what `scheme` would make, then with every other rule and key known."""
    found = envelope.get("SIGN").strip()
    tried: list[_Attempt] = []
    for attempt in _attempts(direction, envelope, plaintext, scheme):
        if attempt.expected == found and found:
            return _valid(attempt, scheme)
        tried.append(attempt)
    if not found:
        text = Words("报文没有签名（SIGN 为空）。", "the message is not signed (SIGN is empty).")
        if not envelope.fields:
            text = Words("没有 ROOT，也就没有签名。", "without a ROOT there is no signature.")
        return tried[0].judged(found, "unsigned", text)
    for attempt in tried:
        if attempt.expected and attempt.expected.lower() == found.lower():
            text = Words(
                "签名正确，只是十六进制大小写不同。", "the signature is right; only the case of its hex digits differs."
            )
            difference = digest_case(attempt.rule, found)
            return attempt.judged(found, "valid-with-deviation", text, "digest-case", (difference,))
    if not scheme.keys:
        text = Words("没有密钥，无法验证签名。", "without a key the signature cannot be verified.")
        return tried[0].judged(found, "unknown-key", text)
    return tried[0].judged(found, "invalid", _invalid(tried[0], found))


class _Attempt(NamedTuple):
    """What one rule gives with one key."""

    rule: SignatureRule
    key: Key | None
    fields: str
    """The base string without its key part."""
    signed: bytes
    expected: str

    def judged(
        self,
        found: str,
        verdict: Verdict,
        explanation: Words = NOTHING,
        variant: str = "",
        differences: tuple[Difference, ...] = (),
    ) -> SignatureStatus:
        """It as the status of a message whose SIGN is `found`."""
        return SignatureStatus(
            verdict,
            self.rule.name,
            variant,
            self.expected,
            found,
            explanation,
            differences,
            base_string=self.rule.base_of(self.fields, HIDDEN_KEY),
            signed=self.signed,
            key=self.key,
            how=self.rule,
        )


def _attempts(direction: Direction, envelope: Envelope, plaintext: str, scheme: Scheme) -> Iterator[_Attempt]:
    """What each rule gives with each key, the expected rule first."""
    signable = Signable(direction, envelope, plaintext)
    for rule in scheme.candidate_rules:
        for key in scheme.keys if rule.needs_key and scheme.keys else (None,):
            yield _attempt(signable, rule, key)


def _attempt(signable: Signable, rule: SignatureRule, key: Key | None) -> _Attempt:
    fields = rule.body(signable)
    if key is None and rule.needs_key:
        return _Attempt(rule, key, fields, b"", "")
    signed = rule.signed_bytes(rule.base_of(fields, _text(key) if key else HIDDEN_KEY))
    return _Attempt(rule, key, fields, signed, rule.sign(signed, _secret(key)))


def attempt(signable: Signable, rule: SignatureRule, key: Key | None, found: str) -> SignatureStatus:
    """What `rule` gives with `key` for a message whose SIGN is `found`, as a status that is not yet judged."""
    return _attempt(signable, rule, key).judged(found, "invalid")


def _valid(attempt: _Attempt, scheme: Scheme) -> SignatureStatus:
    name, found = attempt.rule.name, attempt.expected
    if scheme.rule in (AUTO, name):
        key = attempt.key.label if attempt.key and attempt.rule.needs_key else ""
        zh, en = (f"，密钥 {key}", f", key {key}") if key else ("", "")
        text = Words(f"签名正确（{name}{zh}）。", f"the signature is right ({name}{en}).")
        return attempt.judged(found, "valid", text)
    text = Words(
        f"签名符合 {name}，而配置约定的是 {scheme.rule}。",
        f"the signature fits {name}, while the profile says {scheme.rule}.",
    )
    difference = Difference(
        "other-rule",
        Words("规则", "rule"),
        Words(f"规则是 {scheme.rule}", f"the rule is {scheme.rule}"),
        Words(f"规则是 {name}", f"the rule is {name}"),
    )
    return attempt.judged(found, "valid-with-deviation", text, "other-rule", (difference,))


def digest_case(agreed: SignatureRule, found: str) -> Difference:
    """That the SIGN `found` has its hex digits in another case than `agreed`."""
    upper, lower = Words("SIGN 为大写", "SIGN is in upper case"), Words("SIGN 为小写", "SIGN is in lower case")
    mixed = Words("SIGN 大小写混用", "SIGN mixes upper and lower case")
    written = upper if found.isupper() else lower if found.islower() else mixed
    label = Words("SIGN 的大小写", "case of SIGN")
    return Difference("digest-case", label, upper if agreed.uppercase else lower, written)


def _invalid(attempt: _Attempt, found: str) -> Words:
    name, expected = attempt.rule.name, attempt.expected
    return Words(
        f"签名不符：按 {name} 应为 {expected}，报文中为 {found}。",
        f"the signature does not fit: by {name} it would be {expected}, the message has {found}.",
    )


def _text(key: Key | None) -> str:
    return _secret(key).decode("utf-8", "replace")


def _secret(key: Key | None) -> bytes:
    return key.secret if key else b""
