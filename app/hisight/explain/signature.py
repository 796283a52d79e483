"""Why SIGN does not fit: the smallest set of changes to rule and key that makes it right, named one by one (wire.md, 3)."""

import string
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hisight.explain.lattice import Outcome, search
from hisight.explain.signature_changes import Change, dimensions
from hisight.protocol import RULES, Key, Message, Signable, SignatureRule, SignatureStatus
from hisight.protocol.digests import DIGESTS, HEX_DIGITS
from hisight.protocol.signature import attempt
from hisight.wording import Words

QUICK = 2
"""Changes at once that are looked for while a session is read: nearly always enough, in a few milliseconds."""

THOROUGH = 3
"""Changes at once that are looked for when somebody asks about one message."""

_TRIES = 20_000


@dataclass(frozen=True, slots=True)
class SignatureExplanation:
    """What would make SIGN right, or what cannot be the reason."""

    status: SignatureStatus
    """The signature as it was understood: valid with a deviation where something fits, else as it was."""
    changes: tuple[Change, ...]
    """In what the message departs from what was expected; empty when nothing fits."""
    tries: int
    """How many combinations were tried."""


def explain(message: Message, most: int = THOROUGH) -> SignatureExplanation:
    """Look for what makes the SIGN of `message` right, with at most `most` changes at once. Never fails.

    A message that is valid, or unsigned, comes back as it is.
    """
    status, scheme = message.signature, message.scheme
    if status.verdict not in ("invalid", "unknown-key"):
        return SignatureExplanation(status, (), 0)
    found, expected = status.found, scheme.agreed_rule or next(iter(RULES.values()))
    if len(found) not in HEX_DIGITS.values() or not set(found) <= set(string.hexdigits):
        return SignatureExplanation(replace(status, explanation=_no_digest(found)), (), 0)
    signable = Signable(message.direction, message.envelope, message.payload.xml)
    walked = dimensions(signable, expected, scheme.keys, found)
    outcome = search(walked, _Fitting(signable, expected, scheme.key, found.lower()).fits, most=most, tries=_TRIES)
    if outcome.fit is None:
        return SignatureExplanation(_unexplained(message, walked, outcome), (), outcome.tries)
    rule, key = outcome.fit
    changes = outcome.changes
    fitting = attempt(signable, rule, key, found)
    if fitting.expected != found:
        changes = (*changes, _case(found))
        fitting = replace(fitting, expected=found, how=rule._replace(uppercase=found.isupper()))
    variant = "+".join(change.name for change in changes)
    explained = replace(
        fitting, verdict="valid-with-deviation", variant=variant, explanation=_sentence(expected, changes)
    )
    return SignatureExplanation(explained, changes, outcome.tries)


@dataclass(frozen=True, slots=True)
class _Fitting:
    """One message, and the test that each combination of changes is put to."""

    signable: Signable
    expected: SignatureRule
    key: Key | None
    found: str

    def fits(self, changes: Sequence[Change]) -> tuple[SignatureRule, Key | None] | None:
        rule, key = self.expected, self.key
        for change in changes:
            rule, key = change.rule or rule, change.key or key
        entries = {entry: value for change in changes for entry, value in change.entries}
        rule = rule._replace(**entries) if entries else rule
        if rule.needs_key and key is None:
            return None
        secret = key.secret if key else b""
        signed = rule.signed_bytes(rule.base_string(self.signable, secret.decode("utf-8", "replace")))
        return (rule, key) if DIGESTS[rule.digest](signed, secret) == self.found else None


def _case(found: str) -> Change:
    if found.islower():
        return Change("digest-case", "lower", Words("SIGN 打印成了小写", "SIGN is printed in lower case"))
    return Change("digest-case", "mixed", Words("SIGN 的大小写混用", "SIGN mixes upper and lower case"))


def _sentence(expected: SignatureRule, changes: Sequence[Change]) -> Words:
    zh = "；".join(change.words.zh for change in changes)
    en = ", and ".join(change.words.en for change in changes)
    return Words(
        f"SIGN 与约定的 {expected.name} 不符，但在以下情形下相符：{zh}。",
        f"SIGN does not fit {expected.name} as agreed; it fits if {en}.",
    )


def _no_digest(found: str) -> Words:
    return Words(
        f"SIGN 有 {len(found)} 个字符，不是任何已知摘要的十六进制形式（MD5 为 32 位）。",
        f"SIGN has {len(found)} characters: no known digest prints so (MD5 has 32 hex digits).",
    )


def _unexplained(
    message: Message, walked: Sequence[Sequence[Change]], outcome: Outcome[Change, tuple[SignatureRule, Key | None]]
) -> SignatureStatus:
    status = message.signature
    if not message.scheme.keys:
        return status
    problem = message.payload.problem
    if problem is not None and problem.kind == "wrong-key":
        reason = Words(
            "密文用已知密钥也解不开：对方用的是另一个密钥。",
            "The ciphertext does not open with a known key either: the peer uses another key.",
        )
    else:
        names = list(dict.fromkeys(options[0].name for options in walked))
        reason = Words(
            f"已排除 {outcome.tries} 种组合（{'、'.join(NAMES[name].zh for name in names)}）：对方用的是另一个密钥，或签名后内容被改动。",
            f"{outcome.tries} combinations are excluded ({', '.join(NAMES[name].en for name in names)}): the peer uses another "
            "key, or the content was changed after it was signed.",
        )
    words = Words(f"{status.explanation.zh}{reason.zh}", f"{status.explanation.en} {reason.en}")
    return replace(status, explanation=words)


NAMES = {
    "rule": Words("规则", "rule"),
    "key": Words("相近的密钥", "near keys"),
    "key-part": Words("密钥的接法", "key part"),
    "payload": Words("加密前后", "payload before or after encryption"),
    "order": Words("字段顺序", "order"),
    "blanks": Words("空白", "blanks"),
    "empty": Words("空字段", "empty fields"),
    "sign-type": Words("SIGN_TYPE", "SIGN_TYPE"),
    "charset": Words("字符集", "charset"),
    "line-ends": Words("换行", "line ends"),
    "base64-lines": Words("密文折行", "base64 lines"),
    "text": Words("转义", "escaping"),
    "layout": Words("拼接形式", "layout"),
    "digest": Words("摘要算法", "digest"),
    "string-case": Words("字母大小写", "letter case"),
}
"""What each dimension is called, by the name of its changes."""
