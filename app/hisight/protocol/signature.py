"""SIGN: the rules by which peers make it, making it, and checking it (wire.md, 3).

A check never answers yes or no: it says which rule fits, with which key, over which characters, and what would have fitted.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from hisight.protocol.envelope import PAYLOAD_NAME, SIGNED_NAMES, Envelope
from hisight.protocol.notes import Direction
from hisight.protocol.scheme import AUTO, Key, Scheme
from hisight.wording import NOTHING, Words

Verdict = Literal["valid", "valid-with-deviation", "invalid", "unsigned", "unknown-key"]

_HIDDEN_KEY = "●" * 8


@dataclass(frozen=True, slots=True)
class SignatureRule:
    """One way to turn an envelope into SIGN."""

    name: str
    """As profiles and `--rule` write it."""
    layout: Literal["query", "elements"]
    """`A=1&B=2`, or `<A>1</A><B>2</B>` in document order with trimmed values and the payload in plaintext."""
    uppercase: bool
    """How the 32 hex digits are printed."""
    needs_key: bool
    """True when `&KEY=<key>` ends the base string."""

    def base_string(self, direction: Direction, envelope: Envelope, plaintext: str, key: str) -> str:
        """The characters that are signed. `plaintext` is the readable payload, for rules that sign it."""
        if self.layout == "elements":
            return "".join(
                f"<{entry.name}>{plaintext if entry.name == PAYLOAD_NAME[direction] else entry.value.strip()}</{entry.name}>"
                for entry in envelope.fields
                if entry.name in SIGNED_NAMES[direction]
            )
        pairs = [(name, envelope.get(name)) for name in sorted(SIGNED_NAMES[direction])]
        return "&".join([f"{name}={value}" for name, value in pairs if value] + [f"KEY={key}"])

    def sign(self, base_string: str) -> str:
        """The digest of `base_string`: MD5 over UTF-8, as hex."""
        digest = hashlib.md5(base_string.encode("utf-8", "replace")).hexdigest()
        return digest.upper() if self.uppercase else digest


RULES: Mapping[str, SignatureRule] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            SignatureRule("sorted-query-key", "query", uppercase=True, needs_key=True),
            SignatureRule("elements-keyless", "elements", uppercase=True, needs_key=False),
            SignatureRule("sorted-query-key-lower", "query", uppercase=False, needs_key=True),
        )
    }
)
"""Every rule by name; `auto` tries them in this order, and the first is what the text's own words mean."""


@dataclass(frozen=True, slots=True)
class SignatureStatus:
    """What is known about the SIGN of one message."""

    verdict: Verdict
    """Valid; valid but not as the profile says; invalid; unsigned; or unknown for want of a key."""
    rule: str = ""
    """The rule that fits; when none does, the one that was expected."""
    variant: str = ""
    """In what it deviates, as a constant: `other-rule`, `digest-case`; empty when in nothing."""
    expected: str = ""
    """The SIGN that the rule gives; empty when it cannot be computed."""
    found: str = ""
    """The SIGN in the message."""
    explanation: Words = NOTHING
    """What happened, for a person."""
    base_string: str = ""
    """The characters that are signed, with dots in place of the key."""
    signed: bytes = field(default=b"", repr=False)
    """The exact bytes that are signed, with the key."""
    key: Key | None = None
    """The key that fits, or was tried first."""


def make(
    direction: Direction, envelope: Envelope, plaintext: str, scheme: Scheme, like: SignatureStatus | None = None
) -> str:
    """The SIGN for `envelope`. With rule `auto` the rule and key of `like` are used again, else the first rule's.

    Empty when the rule needs a key and there is none.
    """
    fits = like is not None and like.verdict.startswith("valid")
    name = scheme.rule if scheme.rule != AUTO else like.rule if like is not None and fits else "sorted-query-key"
    key = like.key if like is not None and fits and like.key else scheme.key
    rule = RULES[name]
    if rule.needs_key and key is None:
        return ""
    return rule.sign(rule.base_string(direction, envelope, plaintext, _text(key)))


def check(direction: Direction, envelope: Envelope, plaintext: str, scheme: Scheme) -> SignatureStatus:
    """Compare the envelope's SIGN with what `scheme` would make, then with every other rule and key known."""
    found = envelope.get("SIGN").strip()
    tried = list(_attempts(direction, envelope, plaintext, scheme, found))
    if not found:
        text = Words("报文没有签名（SIGN 为空）。", "the message is not signed (SIGN is empty).")
        if not envelope.fields:
            text = Words("没有 ROOT，也就没有签名。", "without a ROOT there is no signature.")
        return replace(tried[0], verdict="unsigned", explanation=text)
    for attempt in tried:
        if attempt.expected == found:
            return _valid(attempt, scheme)
    for attempt in tried:
        if attempt.expected and attempt.expected.lower() == found.lower():
            text = Words(
                "签名正确，只是十六进制大小写不同。", "the signature is right; only the case of its hex digits differs."
            )
            return replace(attempt, verdict="valid-with-deviation", variant="digest-case", explanation=text)
    if not scheme.keys:
        text = Words("没有密钥，无法验证签名。", "without a key the signature cannot be verified.")
        return replace(tried[0], verdict="unknown-key", explanation=text)
    return replace(tried[0], verdict="invalid", explanation=_invalid(tried[0]))


def _attempts(
    direction: Direction, envelope: Envelope, plaintext: str, scheme: Scheme, found: str
) -> Iterator[SignatureStatus]:
    """What each rule gives with each key, the expected rule first."""
    for rule in sorted(RULES.values(), key=lambda rule: rule.name != scheme.rule):
        for key in scheme.keys if rule.needs_key and scheme.keys else (None,):
            base = rule.base_string(direction, envelope, plaintext, _text(key) if key else _HIDDEN_KEY)
            shown = rule.base_string(direction, envelope, plaintext, _HIDDEN_KEY)
            known = key is not None or not rule.needs_key
            yield SignatureStatus(
                "invalid",
                rule=rule.name,
                expected=rule.sign(base) if known else "",
                found=found,
                base_string=shown,
                signed=base.encode("utf-8", "replace") if known else b"",
                key=key,
            )


def _valid(attempt: SignatureStatus, scheme: Scheme) -> SignatureStatus:
    if scheme.rule in (AUTO, attempt.rule):
        return replace(
            attempt,
            verdict="valid",
            explanation=Words(f"签名正确（{attempt.rule}）。", f"the signature is right ({attempt.rule})."),
        )
    text = Words(
        f"签名符合 {attempt.rule}，而配置约定的是 {scheme.rule}。",
        f"the signature fits {attempt.rule}, while the profile says {scheme.rule}.",
    )
    return replace(attempt, verdict="valid-with-deviation", variant="other-rule", explanation=text)


def _invalid(attempt: SignatureStatus) -> Words:
    return Words(
        f"签名不符：按 {attempt.rule} 应为 {attempt.expected}，报文中为 {attempt.found}。",
        f"the signature does not fit: by {attempt.rule} it would be {attempt.expected}, the message has {attempt.found}.",
    )


def _text(key: Key | None) -> str:
    return key.secret.decode("utf-8", "replace") if key else ""
