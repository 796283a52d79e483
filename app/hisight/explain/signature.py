"""Why SIGN does not fit: the smallest set of changes to rule and key that makes it right, named one by one (wire.md, 3)."""

import string
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hisight.explain.lattice import Outcome, search
from hisight.explain.signature_changes import Change, as_joined, dimensions, key_changes, likely_together
from hisight.explain.signature_clauses import LABELS, NEAR_KEYS
from hisight.explain.signature_search import Fitting
from hisight.protocol import RULES, Difference, Key, Message, Scheme, Signable, SignatureRule, SignatureStatus
from hisight.protocol.digests import HEX_DIGITS
from hisight.protocol.signature import attempt, digest_case
from hisight.wording import NOTHING, Words

QUICK = 2
"""Changes at once that are looked for while a session is read, of those that go together: nearly always enough, and it costs a
message whose signature fits nothing no more than the rest of its reading."""

THOROUGH = 3
"""Changes at once that are looked for when somebody asks about one message."""

ANOTHER_KEY = Words(
    "密文用已知密钥也解不开：对方用的是另一个密钥。",
    "The ciphertext does not open with a known key either: the peer uses another key.",
)
"""Why nothing else is said about the SIGN of a message whose payload does not open."""

_CUT = Words(
    "报文不完整，无法判断签名对错：缺失的部分也参与签名。",
    "the message is not whole, so nothing can be said about its signature: what is missing was signed, too.",
)


@dataclass(frozen=True, slots=True)
class SignatureExplanation:
    """What would make SIGN right, or what cannot be the reason."""

    status: SignatureStatus
    """The signature as it was understood: valid with a deviation where something fits, else as it was."""
    changes: tuple[Change, ...]
    """In what the message departs from what was expected; empty when nothing fits."""
    tries: int
    """How many combinations were tried."""


def explained(message: Message, most: int = QUICK) -> Message:
    """`message` with its signature explained; the same object where there is nothing to explain. Never fails."""
    status = explain(message, most).status
    return message if status is message.signature else replace(message, signature=status)


def explain(message: Message, most: int = THOROUGH) -> SignatureExplanation:
    """Look for what makes the SIGN of `message` right, with at most `most` changes at once. Never fails.

    A message that is valid or unsigned comes back as it is; of one that was cut nothing can be said. What was explained before
    may be explained again.
    """
    status, scheme = message.signature, message.scheme
    if status.verdict not in ("invalid", "unknown-key"):
        return SignatureExplanation(status, (), 0)
    if message.cut:
        return SignatureExplanation(replace(status, explanation=_CUT), (), 0)
    found, expected = status.found, expected_rule(scheme)
    if len(found) not in HEX_DIGITS.values() or not set(found) <= set(string.hexdigits):
        return SignatureExplanation(replace(status, explanation=_no_digest(found)), (), 0)
    signable = Signable(message.direction, message.envelope, message.payload.xml)
    if _is_under_another_key(message) and most <= QUICK:
        # The key may be misspelled; a session that was recorded under another one is not worth a search for each call.
        walked = [list(key_changes(scheme.keys))]
    else:
        walked = dimensions(signable, expected, scheme.keys, found)
    if not scheme.keys and most <= QUICK:
        most = (
            1  # that the key is left out, or another rule needs none: every session is read so before its key is known
        )
    together = likely_together(walked, scheme.keys) if most <= QUICK else None
    outcome = search(walked, Fitting(signable, expected, scheme.key, found.lower()).fits, most=most, together=together)
    if outcome.fit is None:
        excluded = _excluded(message, walked, outcome)
        return SignatureExplanation(replace(status, excluded=excluded), (), outcome.tries)
    rule, key = outcome.fit
    fitting = attempt(signable, rule, key, found)
    changes = as_joined(expected, outcome.changes)
    differences = tuple(change.difference for change in changes)
    if fitting.expected != found:
        differences = (*differences, digest_case(rule, found))
        fitting = replace(fitting, expected=found, how=rule._replace(uppercase=found.isupper()))
    status = replace(
        fitting,
        verdict="valid-with-deviation",
        variant="+".join(one.name for one in differences),
        explanation=_sentence(scheme, differences),
        differences=differences,
    )
    return SignatureExplanation(status, changes, outcome.tries)


def expected_rule(scheme: Scheme) -> SignatureRule:
    """The rule that was agreed; where nothing was, the one that the published text means."""
    return scheme.agreed_rule or next(iter(RULES.values()))


def as_agreed(message: Message) -> SignatureStatus:
    """What the signature of `message` would be, had its author followed what was agreed."""
    signable = Signable(message.direction, message.envelope, message.payload.xml)
    scheme = message.scheme
    return attempt(signable, expected_rule(scheme), scheme.key, message.signature.found)


def _is_under_another_key(message: Message) -> bool:
    problem = message.payload.problem
    return problem is not None and problem.kind == "wrong-key"


def _sentence(scheme: Scheme, differences: Sequence[Difference]) -> Words:
    zh = "；".join(one.found.zh for one in differences)
    en = ", and ".join(one.found.en for one in differences)
    rule = expected_rule(scheme).name
    if scheme.agreed_rule is None:
        return Words(
            f"SIGN 与接口文档的 {rule} 不符，但在以下情形下相符：{zh}。",
            f"SIGN does not fit {rule}, as the document has it; it fits if {en}.",
        )
    return Words(
        f"SIGN 与约定的 {rule} 不符，但在以下情形下相符：{zh}。",
        f"SIGN does not fit {rule} as agreed; it fits if {en}.",
    )


def _no_digest(found: str) -> Words:
    return Words(
        f"SIGN 有 {len(found)} 个字符，不是任何已知摘要的十六进制形式（MD5 为 32 位）。",
        f"SIGN has {len(found)} characters: no known digest prints so (MD5 has 32 hex digits).",
    )


def _excluded(
    message: Message, walked: Sequence[Sequence[Change]], outcome: Outcome[Change, tuple[SignatureRule, Key | None]]
) -> Words:
    if not message.scheme.keys:
        return NOTHING
    if _is_under_another_key(message):
        return ANOTHER_KEY
    labels = [NEAR_KEYS if options[0].name == "key" else LABELS[options[0].name] for options in walked]
    zh, en = "、".join(label.zh for label in labels), ", ".join(label.en for label in labels)
    if outcome.stopped:
        stopped = outcome.why_stopped
        return Words(f"{stopped.zh}试过的（{zh}）没有一种相符。", f"{stopped.en} None of those tried fits ({en}).")
    return Words(
        f"已排除 {outcome.tries} 种组合（{zh}）：对方用的是另一个密钥，或签名后内容被改动。",
        f"{outcome.tries} combinations are excluded ({en}): the peer uses another key, or the content was changed after it "
        "was signed.",
    )
