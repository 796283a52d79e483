"""One SIGN, and the test that each combination of changes to rule and key is put to.

Many combinations differ only in how the base string ends: what comes before is joined, encoded and digested once for all of
them, and only the state of the digest is kept. How a base string ends does not depend on the message, nor does the rule that
changes lead to: both are kept for the next message of the same peer.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from hisight.explain.signature_changes import Change, changed
from hisight.protocol import Key, Signable, SignatureRule
from hisight.protocol.digests import DIGESTS, Running, is_keyed

Changes = tuple[Change, ...]
Endings = dict[Changes, bytes | None]

_OF_THE_ENDING = ("key", "key-part")
"""The names of the changes to nothing but the end of the base string."""

_changed = lru_cache(2048)(changed)


@dataclass(frozen=True, slots=True)
class _Begun:
    """The base string up to its key part, by one way to write it."""

    follows: bool
    """False when there is nothing before the key part."""
    digest: Running | None
    """The digest so far; None where that begins with the key."""
    endings: Endings
    """What follows, by the changes to it; None where that takes a key and there is none."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """The SIGN of one message, and what was agreed about it."""

    signable: Signable
    """What there is to sign."""
    expected: SignatureRule
    """How it should have been signed."""
    key: Key | None
    """The key that it should have been signed with; None where none is known."""
    found: str
    """The SIGN in the message, in lower case."""
    _begun: dict[Changes, _Begun] = field(default_factory=dict, init=False, repr=False)

    def fits(self, changes: Changes) -> tuple[SignatureRule, Key | None] | None:
        """Rule and key, when the peer did what was expected but for `changes` and that gives this SIGN; else None."""
        at_end = tuple([change for change in changes if change.name in _OF_THE_ENDING])
        before = tuple([change for change in changes if change.name not in _OF_THE_ENDING])
        begun = self._begun.get(before) or self._beginning(before)
        ending = begun.endings[at_end] if at_end in begun.endings else self._ending(begun, before, at_end)
        if ending is None:
            return None
        digest = begun.digest.copy() if begun.digest else self._keyed(before, self._key(at_end))
        digest.update(ending)
        return (changed(self.expected, changes), self._key(at_end)) if digest.hexdigest() == self.found else None

    def _beginning(self, changes: Changes) -> _Begun:
        rule = _changed(self.expected, changes)
        body = rule.body(self.signable)
        digest = None if is_keyed(rule.digest) else _digest(rule, body, None)
        form = rule.layout, rule.separator, rule.key_part, rule.charset, rule.string_case, digest is None, bool(body)
        begun = self._begun[changes] = _Begun(bool(body), digest, _endings(self.expected, self.key, form))
        return begun

    def _keyed(self, changes: Changes, key: Key | None) -> Running:
        rule = _changed(self.expected, changes)
        return _digest(rule, rule.body(self.signable), key)

    def _ending(self, begun: _Begun, before: Changes, at_end: Changes) -> bytes | None:
        rule, key, ending = changed(self.expected, (*before, *at_end)), self._key(at_end), None
        if key is not None or not rule.needs_key:
            text = rule.ending(key.secret.decode("utf-8", "replace") if key else "", follows=begun.follows)
            ending = rule.signed_bytes(text)[
                len(rule.signed_bytes("")) :
            ]  # a BOM stands before everything, and only there
        begun.endings[at_end] = ending
        return ending

    def _key(self, changes: Changes) -> Key | None:
        return next((change.key for change in changes if change.key), self.key)


def _digest(rule: SignatureRule, body: str, key: Key | None) -> Running:
    digest = DIGESTS[rule.digest](key.secret if key else b"")
    digest.update(rule.signed_bytes(body))
    return digest


@lru_cache(256)
def _endings(_expected: SignatureRule, _key: Key | None, _form: tuple[object, ...]) -> Endings:
    """The endings that are known by now of base strings of one form; the same for every message."""
    return {}
