"""Keys by reference. Where a key is kept, it is named; its characters go nowhere else."""

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from hisight.profiles import key_file
from hisight.profiles.errors import ProfileError
from hisight.protocol import Key
from hisight.wording import Words

if TYPE_CHECKING:
    from keyring.errors import KeyringError

KEY_VARIABLE = "HISIGHT_KEY"
"""The environment variable whose key serves where no profile names one."""

_KEYRING_SERVICE = "hisight"


def environment_keys() -> tuple[Key, ...]:
    """The key in HISIGHT_KEY; empty when the variable is not set."""
    text = os.environ.get(KEY_VARIABLE, "").strip()
    return (Key.from_text(text, KEY_VARIABLE),) if text else ()


def fetch_key(reference: str) -> Key:
    """The key that `reference` names, with the reference as its label. Raises ProfileError when it cannot be had."""
    kind, _, name = reference.partition(":")
    fetch = _FETCH.get(kind)
    if fetch is None or not name:
        # What is not understood may be a key that somebody wrote where its name belongs: it is not repeated.
        raise ProfileError(
            Words("有一个密钥引用看不懂。", "a key reference is not understood."),
            Words(
                "应写成 env:NAME、keyring:NAME 或 file:NAME，不要写密钥本身。",
                "Write env:NAME, keyring:NAME or file:NAME, not the key itself.",
            ),
        )
    secret = fetch(name)
    if not secret or not secret.strip():
        raise ProfileError(Words(f"密钥 {reference} 不存在或为空。", f"the key {reference} is missing or empty."))
    return Key.from_text(secret, reference)


def is_reference(text: str) -> bool:
    """True for what `fetch_key` understands, whether the key is there or not."""
    kind, _, name = text.partition(":")
    return kind in _FETCH and bool(name.strip())


def keep_in_keyring(name: str, secret: str) -> str:
    """Put `secret` into the system's keyring and return its reference. Raises ProfileError when there is no keyring."""
    import keyring.errors

    try:
        keyring.set_password(_KEYRING_SERVICE, name, secret.strip())
    except keyring.errors.KeyringError as error:
        reason = _reason(error)
        raise ProfileError(
            Words(f"无法写入系统钥匙串：{reason.zh}。", f"the system's keyring cannot be written: {reason.en}."),
            Words("可改存入加密的密钥文件。", "The encrypted key file works without one."),
        ) from None
    return f"keyring:{name}"


def keep_in_file(name: str, secret: str) -> str:
    """Put `secret` into the encrypted file and return its reference. Raises LockedError when it is locked, ProfileError."""
    key_file.keep(name, secret.strip())
    return f"file:{name}"


def _from_keyring(name: str) -> str | None:
    import keyring.errors  # looks for what is installed, which takes long: most profiles name no key of it

    try:
        return keyring.get_password(_KEYRING_SERVICE, name)
    except keyring.errors.KeyringError as error:
        reason = _reason(error)
        raise ProfileError(
            Words(f"无法读取系统钥匙串：{reason.zh}。", f"the system's keyring cannot be read: {reason.en}."),
            Words(
                "可改用加密的密钥文件 file:NAME 或环境变量 env:NAME。",
                "The encrypted file, file:NAME, and an environment variable, env:NAME, work without one.",
            ),
        ) from None


def _reason(error: "KeyringError") -> Words:
    from keyring.errors import NoKeyringError

    if isinstance(error, NoKeyringError):  # says at length which packages to install
        return Words("这台机器没有钥匙串", "this machine has none")
    text = str(error).rstrip(".") or type(error).__name__
    return Words(text, text)


_FETCH: Mapping[str, Callable[[str], str | None]] = {
    "env": os.environ.get,
    "keyring": _from_keyring,
    "file": key_file.fetch,
}
