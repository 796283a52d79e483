"""Why a payload does not open: the smallest set of changes with which it does, or what the failure proves (wire.md, 2)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from hisight.explain import decryption_part
from hisight.explain.decryption_changes import Change, Way, agreed, departures, dimensions, other_key
from hisight.explain.decryption_search import Fit, Fitting
from hisight.explain.lattice import search
from hisight.explain.writings import undone
from hisight.protocol import AUTO, BLOCK_CIPHERS, CipherError, Message, Payload, Problem, Scheme, ciphertext
from hisight.protocol.ciphertext import BASE64, Ciphertext
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.wording import NOTHING, Words

QUICK = 1
"""Changes at once that are looked for while a session is read: nearly always enough, in a millisecond."""

THOROUGH = 3
"""Changes at once that are looked for when somebody asks about one message."""

OTHERWISE = "other-encryption"
"""The kind of the problem of a payload that opens, though not as agreed."""

_OF_THE_PEER = ("bad-base64", "cut-ciphertext", "wrong-key", "other-iv", "not-xml")
"""What a payload meets that is the peer's doing; anything else is our own profile's."""

_ENOUGH_BLOCKS = 64 * 1024  # bytes in which blocks are compared
_LONGEST_QUICK = 256 * 1024  # characters of a ciphertext; each try costs a tenth of a millisecond in 10 KB


@dataclass(frozen=True, slots=True)
class DecryptionExplanation:
    """What would open a payload, or what it proves that it does not open."""

    shown: str
    """`nothing` when there is no ciphertext; `as-agreed` or `otherwise` when it opens. Else what its failure proves: of the
    right key `other-iv`, `cut-ciphertext`, `damaged`, `not-xml`; of another `wrong-key`; or the kind of the problem."""
    payload: Payload | None
    """What it opens to; of one that was cut or damaged what can be read, with the problem still on it; None when it does not."""
    changes: tuple[Change, ...] = ()
    """In what the message departs from what was agreed."""
    words: Words = NOTHING
    """What happened, as a sentence for the other vendor."""
    excluded: tuple[Words, ...] = ()
    """What was tried in vain when nothing fits."""
    signs: tuple[Words, ...] = ()
    """What the ciphertext shows by itself, whatever its key."""
    tries: int = 0
    """How many combinations were tried."""


def explained(message: Message, most: int = QUICK) -> Message:
    """`message` with its payload explained; the same object where there is nothing to add. Never fails.

    One that opens otherwise than agreed is read, and keeps a problem that says how; of any other the problem says what it proves.
    """
    opened = message.payload
    problem = opened.problem
    scheme = message.scheme
    if (
        opened.state == "decrypted"
        and problem is None
        and scheme.cipher in BLOCK_CIPHERS
        and scheme.cipher != opened.cipher
    ):
        words = _opened(opened, scheme).words
        return message.with_payload(replace(opened, problem=Problem(OTHERWISE, "cipher", words)))
    if problem is None or problem.kind not in _OF_THE_PEER or message.cut:
        return message
    if most <= QUICK and len(_text(message)) > _LONGEST_QUICK:
        return message
    found = explain(message, most)
    if found.shown == "otherwise" and found.payload is not None:
        return message.with_payload(replace(found.payload, problem=Problem(OTHERWISE, problem.layer, found.words)))
    if found.shown == "wrong-key" or found.words in (NOTHING, problem.message):
        return message
    return message.with_payload(replace(opened, problem=replace(problem, kind=found.shown, message=found.words)))


def explain(message: Message, most: int = THOROUGH) -> DecryptionExplanation:
    """Look for what opens the payload of `message`, with at most `most` changes to algorithm, key and text. Never fails."""
    scheme, problem = message.scheme, message.payload.problem
    if problem is None:
        return _opened(message.payload, scheme)
    ciphertexts = _ciphertexts(_text(message))
    signs = tuple(_signs(next(iter(ciphertexts.values())).data)) if problem.kind != "bad-base64" else ()
    expected = agreed(scheme)
    if expected is None:
        return DecryptionExplanation(problem.kind, None, words=problem.message, signs=signs)
    walked = dimensions(expected, scheme.keys, [name for name in ciphertexts if name])
    outcome = search(walked, Fitting(expected, ciphertexts).fits, most=most)
    if outcome.fit is None:
        excluded = tuple(NAMES[options[0].name] for options in walked)
        words = _unexplained(problem, excluded, outcome.tries, outcome.why_stopped)
        explanation = DecryptionExplanation(problem.kind, None, words=words, excluded=excluded)
    else:
        # The algorithm is told together with its chaining, and that the search does not know.
        searched = [change for change in outcome.changes if change.name != "cipher"]
        explanation = _fitting(outcome.fit, expected, scheme, searched, problem)
    return replace(explanation, signs=signs, tries=outcome.tries)


def _text(message: Message) -> str:
    if message.transport.carries == "root":
        return message.envelope.get(PAYLOAD_NAME[message.direction])
    return message.transport.inner if message.transport.carries == "ciphertext" else ""


def _ciphertexts(text: str) -> dict[str, Ciphertext]:
    """What `text` stands for, as it stands and as it was before something happened to it; else as far as it can be read."""
    found = {}
    for name, before in {"": text, **undone(text)}.items():
        with suppress(CipherError):
            found[name] = ciphertext.read(before)
    return found or {"": Ciphertext(ciphertext.beginning(text), BASE64)}


def _opened(payload: Payload, scheme: Scheme) -> DecryptionExplanation:
    """The explanation of a payload that opens, or has no need to."""
    expected = agreed(scheme)
    if payload.sealing is None or expected is None:
        return DecryptionExplanation("nothing", payload)
    if scheme.cipher == AUTO:
        expected = expected._replace(cipher=BLOCK_CIPHERS[payload.cipher])
    key = [other_key(payload.key)] if payload.key and payload.key != expected.key else []
    return _otherwise(payload, [*key, *departures(expected, payload, scheme)])


def _otherwise(payload: Payload, changes: Sequence[Change]) -> DecryptionExplanation:
    """The explanation of a payload that opens with `changes`."""
    if not changes:
        return DecryptionExplanation("as-agreed", payload)
    clauses = _clauses(changes)
    words = Words(
        f"密文可以解开，但与约定不同：{clauses.zh}。", f"The ciphertext opens, though not as agreed: {clauses.en}."
    )
    return DecryptionExplanation("otherwise", payload, tuple(changes), words)


def _fitting(
    fit: Fit, expected: Way, scheme: Scheme, searched: Sequence[Change], problem: Problem
) -> DecryptionExplanation:
    """The explanation for the combination `fit`, which was reached with the changes `searched`."""
    if fit.payload is not None:
        return _otherwise(fit.payload, [*searched, *departures(expected, fit.payload, scheme)])
    part = decryption_part.read(fit, problem)
    changes = (*searched, *departures(expected, part.payload or fit.as_payload(), scheme))
    if not fit.iv_known:
        changes = tuple(change for change in changes if change.name != "iv")
    words, clauses = part.words, _clauses(changes)
    if changes:
        words = Words(f"与约定不同：{clauses.zh}。{words.zh}", f"Not as agreed: {clauses.en}. {words.en}")
    return DecryptionExplanation(part.shown, part.payload, changes, words)


def _clauses(changes: Sequence[Change]) -> Words:
    return Words("；".join(change.words.zh for change in changes), ", and ".join(change.words.en for change in changes))


def _unexplained(problem: Problem, excluded: Sequence[Words], tries: int, stopped: Words) -> Words:
    names = Words("、".join(name.zh for name in excluded), ", ".join(name.en for name in excluded))
    if problem.kind == "wrong-key":
        concluded = Words("对方用的是另一个密钥。", "the peer uses another key.") if stopped == NOTHING else stopped
        return Words(
            f"密文用已知密钥解不开（已排除 {tries} 种组合：{names.zh}）：{concluded.zh}",
            f"The ciphertext does not open with a known key ({tries} combinations are excluded: {names.en}): {concluded.en}",
        )
    if problem.kind in ("cut-ciphertext", "bad-base64"):
        return Words(
            f"{problem.message.zh}用已知密钥读不出其中任何一段：密文的开头也有缺失，或密钥不同。",
            f"{problem.message.en} No part of it can be read with a known key: its beginning is missing too, or the key is another.",
        )
    return problem.message


def _signs(data: bytes) -> Iterator[Words]:
    """What the bytes of a ciphertext tell without a key."""
    if len(data) % 8:
        yield Words(
            f"密文 {len(data)} 字节，不是 8 的倍数：不是完整的分组密文。",
            f"The ciphertext has {len(data)} bytes, no multiple of 8: no block cipher leaves it so.",
        )
    elif len(data) % 16:
        yield Words(
            f"密文 {len(data)} 字节，是 8 而不是 16 的倍数：若未截断，则是 DES 或 3DES，不是 AES 或 SM4。",
            f"The ciphertext has {len(data)} bytes, a multiple of 8 and not of 16: unless it was cut, it is DES or 3DES.",
        )
    looked_at = data[:_ENOUGH_BLOCKS]
    least = Words("至少", "At least ") if len(looked_at) < len(data) else NOTHING
    for size in (16, 8):
        equal = sum(count for count in Counter(_blocks(looked_at, size)).values() if count > 1)
        if equal:
            yield Words(
                f"密文中{least.zh}有 {equal} 个 {size} 字节的分组与别的分组相同：是 ECB 模式。",
                f"{least.en}{equal} blocks of {size} bytes are equal to others: the mode is ECB.",
            )
            return


def _blocks(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data) - size + 1, size))


NAMES = {
    "cipher": Words("算法", "ciphers"),
    "key": Words("相近的密钥", "near keys"),
    "key-form": Words("密钥的形式", "forms of the key"),
    "writing": Words("密文的转义", "escaping of the ciphertext"),
}
"""What each dimension that is searched is called, by the name of its changes."""
