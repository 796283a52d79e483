"""One ciphertext, and the test that each combination of algorithm, key and form is put to.

The first blocks are decrypted once for each algorithm and key. Chaining and IV are then a matter of XOR, and the padding one
of looking at the end, so that only what already looks like a document is decrypted whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from hisight.explain.decryption_changes import Change, Way, changed
from hisight.explain.decryption_proof import (
    ENOUGH,
    FIRST_BYTES,
    begins_a_document,
    begins_a_message,
    begins_json,
    is_text,
    likely_ivs,
    may_end_a_document,
    proves_its_key,
    text_length,
)
from hisight.protocol import BLOCK_CIPHERS, CipherError, MarkupError, Payload, Sealing, xml
from hisight.protocol.ciphers import BlockCipher
from hisight.protocol.ciphers.padding import PADDINGS
from hisight.protocol.ciphertext import Ciphertext
from hisight.protocol.payload import open_with
from hisight.protocol.plaintext import is_whole
from hisight.protocol.sealing import IVS_OF_KEY

_COMMON_IVS = (
    "0102030405060708",
    "1234567890123456",
    "0123456789abcdef",
    "0123456789ABCDEF",
    "0000000000000000",
    "1234567812345678",
    "abcdef0123456789",
)
"""IVs that are met again and again; of a cipher with blocks of 8 bytes their first half."""


class Fit(NamedTuple):
    """What a combination gives."""

    way: Way
    """The combination, with the chaining and the IV that go with it."""
    found: Ciphertext
    """The ciphertext that it is about."""
    payload: Payload | None
    """The payload that it opens to, whole or ill-formed; None when only its key is proven right."""
    iv_known: bool = True
    """False when the plaintext's first block is noise, because of another IV."""

    def as_payload(self) -> Payload:
        """What would be read if anything could: cipher, key and sealing alone."""
        sealing = self.way.sealing._replace(dialect=self.found.dialect)
        return Payload("unreadable", self.way.cipher.name, key=self.way.key, sealing=sealing)


@dataclass(frozen=True, slots=True)
class Fitting:
    """The ciphertext of one message, and what was agreed about it."""

    expected: Way
    """How it should have been made."""
    ciphertexts: Mapping[str, Ciphertext]
    """The ciphertext by what happened to its text, a name from `WRITINGS`; under the empty name as it stands."""
    _noise: set[tuple[str, str, bytes]] = field(default_factory=set, init=False, repr=False)

    def fits(self, changes: Sequence[Change]) -> Fit | None:
        """What the ciphertext gives when the peer did what was expected but for `changes`; None when that is noise."""
        way = changed(self.expected, changes)
        found = self.ciphertexts.get(way.writing)
        key = way.sealing.key_of(way.cipher, way.key.secret)
        if found is None or not way.cipher.suits(key):
            return None
        # Two forms of a key are often the same bytes.
        asked = (way.cipher.family, way.writing, key)
        if asked in self._noise:
            return None
        looked_at = _Look(way, found, key)
        fit = looked_at.opened() or looked_at.proven()
        if fit is None:
            self._noise.add(asked)
        return fit


class _First(NamedTuple):
    """The first block of the plaintext by one chaining and one IV."""

    cipher: BlockCipher
    """The algorithm with that chaining."""
    iv: str
    """The IV, as `Sealing.iv` names it; empty where none is needed."""
    alone: bytes
    """The block decrypted as if nothing were chained."""
    mask: bytes
    """What is chained to it: the IV; empty where every block is alone."""

    @property
    def block(self) -> bytes:
        """The block of the plaintext."""
        return xor(self.alone, self.mask) if self.mask else self.alone

    def of(self, way: Way) -> Way:
        """`way` with this chaining and IV."""
        return way._replace(cipher=self.cipher, sealing=way.sealing._replace(iv=self.iv))


class _Look:
    """One look at a ciphertext, with one algorithm and one key: the first blocks, decrypted every block alone as in ECB."""

    def __init__(self, way: Way, found: Ciphertext, key: bytes) -> None:
        self.way, self.found, self.key = way, found, key
        alone = BLOCK_CIPHERS[f"{way.cipher.family}-ecb"]
        self.head = alone.blocks(found.data[: 2 * alone.block + ENOUGH], key)
        self.begun = [first for first in self._firsts() if begins_a_document(first.block)] if self._can_begin() else []

    def opened(self) -> Fit | None:
        """The whole document that comes out with one of the chainings, IVs and paddings; what was agreed is tried first."""
        return _best(self.found, [first.of(self.way) for first in self.begun]) if self.begun else None

    def proven(self) -> Fit | None:
        """The combination when its key is proven right although it opens to no whole document."""
        begun = [first for first in self.begun if begins_a_message(first.block)]
        if begun:
            # With an IV of zero the first block is the same whether or not it is chained: what follows tells.
            return self._fit(max(begun, key=lambda first: text_length(self._body(first.cipher))))
        for chaining in ("ecb", "cbc"):
            if proves_its_key(self._body(BLOCK_CIPHERS[f"{self.way.cipher.family}-{chaining}"])):
                return self._with_its_iv([one for one in self._firsts() if one.cipher.chaining.startswith(chaining)])
        return None

    def _can_begin(self) -> bool:
        """False when the first byte alone tells that no document begins, by whatever chaining and IV. Nearly always it does."""
        size, head = self.way.cipher.block, self.head
        if not head:
            return False
        of_key = [part(self.key, size)[0] ^ head[0] for part in IVS_OF_KEY.values()]
        led = [self.found.data[0] ^ head[size]] if len(head) > size else []
        begins = head[0] in _first_bytes(self.way.cipher.family, self.way.sealing.iv)
        return begins or not FIRST_BYTES.isdisjoint((*of_key, *led))

    def _firsts(self) -> Iterator[_First]:
        """The first block of the plaintext for every chaining and IV, what was agreed first."""
        way, found, head = self.way, self.found, self.head
        for cipher in _chainings(way.cipher):
            size = cipher.block
            if cipher.chaining == "ecb":
                yield _First(cipher, way.sealing.iv, head[:size], b"")
            elif cipher.iv_leads:
                yield _First(cipher, way.sealing.iv, head[size : 2 * size], found.data[:size])
            else:
                for iv, block in _ivs(way.sealing, cipher, self.key).items():
                    yield _First(cipher, iv, head[:size], block)

    def _body(self, cipher: BlockCipher) -> bytes:
        """The plaintext behind the ciphertext's first block, as far as it was decrypted."""
        body = self.head[cipher.block :]
        return body if cipher.chaining == "ecb" else xor(body, self.found.data)

    def _with_its_iv(self, firsts: Sequence[_First]) -> Fit:
        """The combination with the first of `firsts` that shows its IV; else with the IV that makes a document of it."""
        known = next((first for first in firsts if _is_known(first)), None)
        if known:
            return self._fit(known)
        first = next(first for first in firsts if not first.cipher.iv_leads)
        way = first.of(self.way)
        ivs = likely_ivs(first.alone, self.key, way.key.secret) if way.cipher.chaining == "cbc" else ()
        fit = _best(self.found, [way._replace(sealing=way.sealing._replace(iv=iv)) for iv in ivs])
        as_agreed = (first.cipher, first.iv) == (self.way.cipher, self.way.sealing.iv) and is_text(first.block)
        return fit or Fit(way, self.found, None, iv_known=as_agreed or way.cipher.chaining == "ecb")

    def _fit(self, first: _First) -> Fit:
        way = first.of(self.way)
        return Fit(way, self.found, _payload(way, self.found))


_PADDINGS = ("pkcs7", "ansi-x923", "none", "zero")
"""Paddings as they are tried: no padding before zero bytes of which there may be none."""
assert set(_PADDINGS) == set(PADDINGS)


def _best(found: Ciphertext, ways: Sequence[Way]) -> Fit | None:
    """The first of `ways` that gives a whole document: a well-formed one before others, as two IVs may begin alike."""
    whole = [fit for way in ways if (fit := _whole(way, found))]
    return whole[0] if len(whole) == 1 else next(filter(_is_well_formed, whole), next(iter(whole), None))


def _is_well_formed(fit: Fit) -> bool:
    try:
        xml.parse(fit.payload.xml if fit.payload else "")
    except MarkupError:
        return False
    return True


def _whole(way: Way, found: Ciphertext) -> Fit | None:
    """The whole document that `way` gives with one of the paddings, the agreed one first."""
    end = _end(way, found)
    for padding in sorted(_PADDINGS, key=lambda padding: padding != way.sealing.padding):
        count = PADDINGS[padding].length(end[-way.cipher.block :]) if end else 0
        if count is None or not may_end_a_document(end[: len(end) - count]):
            continue
        tried = way._replace(sealing=way.sealing._replace(padding=padding))
        payload = _payload(tried, found)
        if payload and (payload.state == "empty" or is_whole(payload.xml)):
            return Fit(tried, found, payload)
    return None


def _end(way: Way, found: Ciphertext) -> bytes:
    """The last two blocks of the plaintext, which spare decrypting a long ciphertext whole; nothing of a short one."""
    size = way.cipher.block
    if len(found.data) < 4 * size:
        return b""
    blocks = way.cipher.blocks(found.data[-3 * size :], way.sealing.key_of(way.cipher, way.key.secret))
    return blocks[-2 * size :]


def _payload(way: Way, found: Ciphertext) -> Payload | None:
    try:
        return open_with(way.cipher, way.key, way.sealing, found)
    except CipherError:
        return None


@cache
def _chainings(cipher: BlockCipher) -> tuple[BlockCipher, ...]:
    family = [one for one in BLOCK_CIPHERS.values() if one.family == cipher.family]
    return tuple(sorted(family, key=lambda one: one != cipher))


def _ivs(sealing: Sealing, cipher: BlockCipher, key: bytes) -> dict[str, bytes]:
    """The IVs to try, by the name that a sealing has for them: the agreed one, zero, parts of the key, and common ones."""
    ivs = {}
    with suppress(CipherError):  # the agreed one may be none for this cipher
        ivs[sealing.iv] = sealing.iv_of(cipher, key) or bytes(cipher.block)
    for name, part in IVS_OF_KEY.items():
        ivs.setdefault(name, part(key, cipher.block))
    return ivs | _common_ivs(cipher.block)


@lru_cache(64)
def _first_bytes(family: str, agreed_iv: str) -> frozenset[int]:
    """What the first byte, decrypted alone, can be where a document begins: unchained, with the agreed IV, or a common one.

    An IV that is a part of the key is not among them.
    """
    cipher = BLOCK_CIPHERS[f"{family}-cbc"]
    ivs = list(_common_ivs(cipher.block).values())
    with suppress(CipherError):  # the agreed one may be none for this cipher
        ivs += [] if agreed_iv in IVS_OF_KEY else [Sealing(iv=agreed_iv).iv_of(cipher, b"") or bytes(cipher.block)]
    return frozenset(first ^ iv[0] for first in FIRST_BYTES for iv in ivs)


@cache
def _common_ivs(size: int) -> dict[str, bytes]:
    return {"": bytes(size)} | {iv[:size]: iv[:size].encode() for iv in _COMMON_IVS}


def xor(one: bytes, other: bytes) -> bytes:
    """The bytes of `one` and `other` combined, as far as the shorter goes."""
    length = min(len(one), len(other))
    return (int.from_bytes(one[:length]) ^ int.from_bytes(other[:length])).to_bytes(length)


def _is_known(first: _First) -> bool:
    """True when the first block of the plaintext shows that chaining and IV are right too."""
    # Behind its first block a document can begin with any tag: that does not show that the IV leads.
    return begins_json(first.block) or (not first.cipher.iv_leads and begins_a_document(first.block))
