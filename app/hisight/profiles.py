"""Profiles: how each peer encodes and signs, and where its keys are kept.

Profiles are TOML in the data folder (`profiles.toml`). A key never stands in one: it is named by reference, `env:NAME` for an
environment variable or `keyring:NAME` for the system's keyring. The variable HISIGHT_KEY serves where no profile names a key.
"""

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import keyring
import keyring.errors

from hisight import paths
from hisight.errors import HisightError
from hisight.protocol import AUTO, CIPHERS, RULES, Key, Scheme
from hisight.wording import NOTHING, Words

KEY_VARIABLE = "HISIGHT_KEY"
"""The environment variable whose key serves where no profile names one."""

_KEYRING_SERVICE = "hisight"


class ProfileError(HisightError):
    """A profile or a key is missing or wrong."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How one peer encodes and signs."""

    name: str
    """As `--profile` and the window name it."""
    host: str = ""
    """Matches this host (`his.example` or `his.example:8080`) of the URL; empty matches any."""
    path: str = ""
    """Matches URLs whose path begins so; empty matches any."""
    user_id: str = ""
    """Matches this USER_ID; empty matches any."""
    cipher: str = AUTO
    """A cipher's name, or `auto`."""
    rule: str = AUTO
    """A signature rule's name, or `auto`."""
    keys: tuple[str, ...] = ()
    """References to its keys, the one in use first: `env:NAME`, `keyring:NAME`."""
    severity: Mapping[str, str] = field(default_factory=dict)
    """By name or code of a check: the worst its findings may be, or `off`. What they mean is known above, in `reading`."""
    file: Path | None = field(default=None, compare=False, repr=False)
    """Where it stands; None for one made in memory."""

    def scheme(self) -> Scheme:
        """What the protocol needs of it, its keys fetched. Raises ProfileError when a key cannot be had."""
        keys = tuple(fetch_key(reference) for reference in self.keys) or environment_keys()
        return Scheme(self.cipher, self.rule, keys)


def given(key: str, cipher: str = AUTO, rule: str = AUTO) -> Scheme:
    """The scheme that a command line gives: `key` as text (empty takes HISIGHT_KEY), cipher and rule by name."""
    keys = (Key.from_text(key, "--key"),) if key.strip() else environment_keys()
    return Scheme(cipher, rule, keys)


def environment_keys() -> tuple[Key, ...]:
    """The key in HISIGHT_KEY; empty when the variable is not set."""
    text = os.environ.get(KEY_VARIABLE, "").strip()
    return (Key.from_text(text, KEY_VARIABLE),) if text else ()


def fetch_key(reference: str) -> Key:
    """The key that `reference` names. Raises ProfileError when it cannot be had."""
    kind, _, name = reference.partition(":")
    secret: str | None = None
    if kind == "env":
        secret = os.environ.get(name)
    elif kind == "keyring":
        try:
            secret = keyring.get_password(_KEYRING_SERVICE, name)
        except keyring.errors.KeyringError as error:
            raise ProfileError(
                Words(f"无法读取系统钥匙串：{error}。", f"the system's keyring cannot be read: {error}."),
                Words("可改用环境变量 env:NAME。", "An environment variable, env:NAME, works without one."),
            ) from None
    else:
        raise ProfileError(
            Words(f"看不懂的密钥引用 {reference!r}。", f"the key reference {reference!r} is not understood."),
            Words("应写成 env:NAME 或 keyring:NAME。", "Write env:NAME or keyring:NAME."),
        )
    if not secret or not secret.strip():
        raise ProfileError(Words(f"密钥 {reference} 不存在或为空。", f"the key {reference} is missing or empty."))
    return Key.from_text(secret, reference)


def save_key(name: str, secret: str) -> str:
    """Put `secret` into the system's keyring and return its reference. Raises ProfileError when there is no keyring."""
    try:
        keyring.set_password(_KEYRING_SERVICE, name, secret.strip())
    except keyring.errors.KeyringError as error:
        raise ProfileError(
            Words(f"无法写入系统钥匙串：{error}。", f"the system's keyring cannot be written: {error}.")
        ) from None
    return f"keyring:{name}"


def own_file() -> Path:
    """Where the user's profiles stand, or would."""
    return paths.user_data() / "profiles.toml"


def load(file: Path | None = None) -> tuple[Profile, ...]:
    """The profiles in `file` (by default the user's own); none when it does not exist.

    Raises ProfileError that names file, profile and entry when something in it is wrong.
    """
    source = file or own_file()
    if not source.exists():
        return ()
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:  # tomllib lets a number of 5000 digits out as ValueError
        raise ProfileError(Words(f"{source} 无法读取：{error}。", f"{source} cannot be read: {error}.")) from None
    return tuple(_profile(source, name, entries) for name, entries in data.items())


def named(name: str, profiles: Sequence[Profile]) -> Profile:
    """The profile called `name`. Raises ProfileError that lists the names there are."""
    for profile in profiles:
        if profile.name == name:
            return profile
    known = ", ".join(profile.name for profile in profiles)
    file = paths.user_data() / "profiles.toml"
    remedy = Words(f"已有：{known}。", f"There are: {known}.")
    if not known:
        remedy = Words(f"请在 {file} 中添加。", f"Write one in {file}.")
    raise ProfileError(Words(f"没有名为 {name} 的配置。", f"there is no profile {name}."), remedy)


def wrong(profile: Profile, entry: str, why: Words, remedy: Words = NOTHING) -> ProfileError:
    """The error that `entry` of `profile` is wrong, with file, profile and entry."""
    where = f"[{profile.name}] {entry}".rstrip()
    source = profile.file or own_file()
    return ProfileError(Words(f"{source} 的 {where}：{why.zh}。", f"{source}, {where}: {why.en}."), remedy)


def choose(profiles: Sequence[Profile], host: str, path: str, user_id: str) -> Profile | None:
    """The first profile that matches a call to `host` (with port) and `path` by `user_id`; None when none does."""
    for profile in profiles:
        if profile.host and profile.host not in (host, host.rpartition(":")[0]):
            continue
        if path.startswith(profile.path) and profile.user_id in ("", user_id):
            return profile
    return None


def _profile(source: Path, name: str, entries: object) -> Profile:
    if not isinstance(entries, Mapping):
        raise _wrong(source, name, "", Words("应为一节 [名称]", "should be a section [name]"))
    texts: dict[str, str] = {}
    for entry, value in entries.items():
        if entry in ("keys", "severity"):
            continue
        if entry not in ("host", "path", "user_id", "cipher", "rule"):
            raise _wrong(source, name, entry, Words("没有这一项", "there is no such entry"))
        if not isinstance(value, str):
            raise _wrong(source, name, entry, Words("应为文本", "should be text"))
        texts[entry] = value
    for entry, known in (("cipher", CIPHERS), ("rule", RULES)):
        if texts.get(entry, AUTO) not in (AUTO, *known):
            names = ", ".join((AUTO, *known))
            raise _wrong(source, name, entry, Words(f"应为其中之一：{names}", f"should be one of {names}"))
    keys = entries.get("keys", [])
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise _wrong(
            source,
            name,
            "keys",
            Words('应为引用的列表，如 ["keyring:NAME"]', 'should be a list of references such as ["keyring:NAME"]'),
        )
    severity = entries.get("severity", {})
    if not isinstance(severity, Mapping) or not all(isinstance(value, str) for value in severity.values()):
        raise _wrong(
            source,
            name,
            "severity",
            Words('应写成 { unknown-field = "note" }', 'should be written like { unknown-field = "note" }'),
        )
    return Profile(name=name, keys=tuple(keys), severity=severity, file=source, **texts)


def _wrong(source: Path, name: str, entry: str, why: Words) -> ProfileError:
    return wrong(Profile(name, file=source), entry, why)
