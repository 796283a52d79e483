"""A profile: how one peer encodes and signs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from hisight import paths
from hisight.profiles.errors import ProfileError
from hisight.profiles.keys import environment_keys, fetch_key
from hisight.protocol import AUTO, Key, Scheme, SignatureRule
from hisight.protocol.sealing import PLAIN_SEALING, Sealing
from hisight.wording import NOTHING, Words

Target = Literal["", "production", "test"]
"""What stands behind a peer."""

BEING_EDITED = Path()
"""The file of a profile that somebody is filling in: a mistake in it is in no file yet."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How one peer encodes and signs. A match that is empty lets everything through."""

    name: str
    """As `--profile` and the window name it."""
    host: str = ""
    """Matches this host (`his.example` or `his.example:8080`) of the URL."""
    path: str = ""
    """Matches URLs whose path begins so."""
    user_id: str = ""
    """Matches this USER_ID."""
    cipher: str = AUTO
    """A cipher's name, or `auto`."""
    rule: str = AUTO
    """The name of `own_rule` or of one of `RULES`, or `auto`."""
    keys: tuple[str, ...] = ()
    """References to its keys, the one in use first: `env:NAME`, `keyring:NAME`, `file:NAME`."""
    severity: Mapping[str, str] = field(default_factory=dict)
    """By name or code of a check: the worst its findings may be, or `off`. What they mean is known above, in `reading`."""
    listen: str = ""
    """Matches calls that came in at this port (`9000`), or address and port, of ours."""
    operation: str = ""
    """Matches this operation below the SOAP Body."""
    hospital_id: str = ""
    """Matches this HOSPITAL_ID, which is found by opening the payload with this very profile."""
    own_rule: SignatureRule | None = None
    """The signature rule that it describes itself."""
    sealing: Sealing = PLAIN_SEALING
    """The form of the key, IV, padding and dialect that go with the cipher."""
    target: Target = ""
    """Whether real patients are behind it: `production` or `test`; empty when nobody has said."""
    file: Path | None = field(default=None, compare=False, repr=False)
    """Where it stands; None for one made in memory."""

    def scheme(self) -> Scheme:
        """What the protocol needs of it, its keys fetched. Raises ProfileError when a key cannot be had."""
        return self.scheme_with(tuple(fetch_key(reference) for reference in self.keys) or environment_keys())

    def scheme_with(self, keys: tuple[Key, ...]) -> Scheme:
        """The same with `keys` in place of its own."""
        return Scheme(self.cipher, self.rule, keys, self.own_rule, self.sealing)


def given(key: str, cipher: str = AUTO, rule: str = AUTO) -> Scheme:
    """The scheme that a command line gives: `key` as text (empty takes HISIGHT_KEY), cipher and rule by name."""
    keys = (Key.from_text(key, "--key"),) if key.strip() else environment_keys()
    return Scheme(cipher, rule, keys)


def own_file() -> Path:
    """Where the user's profiles stand, or would."""
    return paths.user_data() / "profiles.toml"


def wrong(profile: Profile, entry: str, why: Words, remedy: Words = NOTHING) -> ProfileError:
    """The error that `entry` of `profile` is wrong, with file, profile and entry."""
    where = f"[{profile.name}] {entry}".rstrip()
    source = profile.file or own_file()
    if source == BEING_EDITED:
        return ProfileError(Words(f"{where}：{why.zh}。", f"{where}: {why.en}."), remedy)
    return ProfileError(Words(f"{source} 的 {where}：{why.zh}。", f"{source}, {where}: {why.en}."), remedy)
