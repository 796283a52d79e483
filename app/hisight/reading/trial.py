"""A profile tried on a captured call: does it match, does the payload open, does the signature fit, and with which key?"""

from collections.abc import Callable
from dataclasses import dataclass

from hisight import calls, profiles
from hisight.capture import Exchange
from hisight.explain import decryption, signature
from hisight.profiles import Profile, ProfileError, key_file
from hisight.profiles.entries import MATCHES
from hisight.protocol import AUTO, Direction, Key, Message, Payload, Scheme, SignatureStatus, Unopened
from hisight.reading.reader import traits_of
from hisight.wording import Words


@dataclass(frozen=True, slots=True)
class Side:
    """What comes of one message."""

    direction: Direction
    """Which of the two it is."""
    opens: bool
    """True when the payload can be read, or there is none."""
    payload: Words
    """What became of the payload: `opened with aes-128-ecb, key env:CITY`; of one that does not open, what is behind it."""
    fitting: Payload | None
    """The payload as it opens, where that is otherwise than the profile says."""
    signature: SignatureStatus
    """What became of SIGN, explained where it does not fit."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What comes of one profile and one call."""

    unmatched: tuple[str, ...]
    """The entries that do not match the call; empty when it is one of those that the profile is for."""
    sides: tuple[Side, ...]
    """The messages there are, request first."""
    missing: tuple[ProfileError, ...]
    """Why keys could not be had; it was tried without them."""
    locked: bool
    """True when one of them waits in the key file for its passphrase."""

    @property
    def fits(self) -> bool:
        """True when every message opens and is signed as the profile says."""
        return all(side.opens and side.signature.verdict in ("valid", "unsigned") for side in self.sides)


def try_out(profile: Profile, exchange: Exchange, fetch: Callable[[str], Key] = profiles.fetch_key) -> Trial:
    """Read `exchange` with `profile`, whether that matches or not, and look for what fits instead. Never fails.

    `fetch` finds a key by its reference.
    """
    keys, missing = _keys(profile, fetch)
    scheme = profile.scheme_with(keys)
    unmatched: list[str] = []

    def choose(unopened: Unopened) -> Scheme:
        traits = traits_of(unopened, exchange)
        for entry in MATCHES:
            alone = Profile("", **{entry: getattr(profile, entry)})
            if profiles.choose([alone], traits, lambda _profile: scheme) is None:
                unmatched.append(entry)
        return scheme

    call = calls.read(exchange, choose)
    sides = tuple(_side(message, profile) for message in call.messages if message.envelope.fields)
    return Trial(tuple(unmatched), sides, missing, bool(missing) and key_file.is_locked())


def _keys(profile: Profile, fetch: Callable[[str], Key]) -> tuple[tuple[Key, ...], tuple[ProfileError, ...]]:
    keys, missing = [], []
    for reference in profile.keys:
        try:
            keys.append(fetch(reference))
        except ProfileError as error:
            missing.append(error)
    return tuple(keys) if profile.keys else profiles.environment_keys(), tuple(missing)


def _side(message: Message, profile: Profile) -> Side:
    opened, status = message.payload, signature.explain(message).status
    if opened.state == "unreadable":
        behind = decryption.explain(message)
        fitting = behind.payload if behind.shown == "otherwise" else None
        return Side(message.direction, opens=False, payload=behind.words, fitting=fitting, signature=status)
    words = _words(opened)
    as_agreed = opened.state == "empty" or profile.cipher in (AUTO, opened.cipher)
    if not as_agreed:
        words = Words(f"{words.zh}，而配置为 {profile.cipher}", f"{words.en}, while the profile says {profile.cipher}")
    return Side(message.direction, as_agreed, words, None if as_agreed else opened, status)


def _words(opened: Payload) -> Words:
    if opened.state == "plain":
        return Words("业务参数为明文", "the payload is in the clear")
    if opened.state == "empty":
        return Words("没有业务参数", "there is no payload")
    key = opened.key.label if opened.key else ""
    return Words(f"已按 {opened.cipher} 解密，密钥 {key}", f"opened with {opened.cipher}, key {key}")
