"""The encrypted key file, for machines without a keyring: every `file:NAME` key under one passphrase.

`keys.sealed` in the data folder is one JSON object, readable by its owner alone (mode 0600):

    {"format": "hisight-keys-1", "n": 32768, "r": 8, "p": 3, "salt": hex, "nonce": hex, "sealed": hex}

scrypt with `n`, `r`, `p` and `salt` turns the passphrase (UTF-8, NFC) into 32 bytes; AES-256-GCM with these and `nonce`, and with
the format's name as associated data, opens `sealed` to a JSON object of names and keys. Salt and nonce are new at each writing.

The passphrase is asked for once: it comes from HISIGHT_PASSPHRASE, from `unlock`, or from whoever was set by `ask_with`.
"""

import json
import os
import secrets
import threading
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from hisight import paths
from hisight.profiles.errors import LockedError, ProfileError
from hisight.wording import Words

PASSPHRASE_VARIABLE = "HISIGHT_PASSPHRASE"  # noqa: S105 - its name, not what is in it
"""The environment variable with the passphrase."""

_FORMAT = "hisight-keys-1"
_COST = {"n": 2**15, "r": 8, "p": 3}  # as OWASP advises; a third of a second and 32 MB
_MOST = {"n": 2**18, "r": 16, "p": 16}  # a file that asks for more is not ours, and would take all memory


class _UnknownError(LockedError):
    """Not wrong: not there."""


class _Held:
    """What is known until the program ends."""

    passphrase: str | None = None
    ask: Callable[[], str | None] | None = None
    opened: tuple[bytes, str, dict[str, str]] | None = None
    """The content of the file and the passphrase that opened it, with what was in it: scrypt is slow on purpose."""
    lock = threading.RLock()


def path() -> Path:
    """Where the file stands, or would."""
    return paths.user_data() / "keys.sealed"


def ask_with(ask: Callable[[], str | None] | None) -> None:
    """Let `ask` say the passphrase when one is needed; None, or an answer of None, asks nobody."""
    _Held.ask = ask


def passphrase() -> str | None:
    """The passphrase of this run; None while it is not known."""
    return _Held.passphrase or os.environ.get(PASSPHRASE_VARIABLE) or None


def is_locked() -> bool:
    """True when there is a file that waits for its passphrase."""
    return passphrase() is None and path().exists()


def unlock(phrase: str) -> None:
    """Open the file with `phrase`, which is then known for this run; without a file it will be that of a new one.

    Raises LockedError when it does not fit, ProfileError when the file cannot be read.
    """
    with _Held.lock:
        if path().exists():
            _open(_content(), phrase)
        _Held.passphrase = phrase


def check() -> None:
    """Open it with the passphrase of this run; one that nobody can say leaves it locked.

    Raises LockedError when the passphrase does not fit, ProfileError when the file cannot be read.
    """
    if path().exists() and (passphrase() is not None or _Held.ask is not None):
        with suppress(_UnknownError):
            _keys()


def lock() -> None:
    """Forget the passphrase and what it opened."""
    _Held.passphrase, _Held.opened = None, None


def fetch(name: str) -> str | None:
    """The key called `name`; None when there is none. Raises LockedError, ProfileError."""
    return _keys().get(name) if path().exists() else None


def keep(name: str, secret: str) -> None:
    """Put a key into the file, which is made when it is missing. Raises LockedError, ProfileError."""
    with _Held.lock:
        keys = _keys() if path().exists() else {}
        _write(_sealed({**keys, name: secret}, _needed_passphrase()))


def names() -> tuple[str, ...]:
    """The names of the keys in it. Raises LockedError, ProfileError."""
    return tuple(_keys()) if path().exists() else ()


def _keys() -> Mapping[str, str]:
    with _Held.lock:
        return _open(_content(), _needed_passphrase())


def _content() -> bytes:
    try:
        return path().read_bytes()
    except OSError as error:
        raise _unreadable(str(error.strerror)) from None


def _needed_passphrase() -> str:
    known = passphrase()
    if known is None and _Held.ask is not None:
        known = _Held.passphrase = _Held.ask() or None
    if known is None:
        raise _UnknownError(
            Words(f"密钥文件 {path()} 已锁定。", f"the key file {path()} is locked."),
            Words(
                f"请设置环境变量 {PASSPHRASE_VARIABLE}，或在窗口中解锁。",
                f"Set the variable {PASSPHRASE_VARIABLE}, or unlock it in the window.",
            ),
        )
    return known


def _open(content: bytes, phrase: str) -> dict[str, str]:
    if _Held.opened is not None and _Held.opened[:2] == (content, phrase):
        return _Held.opened[2]
    try:
        said: dict[str, Any] = json.loads(content)
        if said["format"] != _FORMAT or not all(0 < said[cost] <= most for cost, most in _MOST.items()):
            raise _unreadable("format")
        salt, nonce, sealed = (bytes.fromhex(said[name]) for name in ("salt", "nonce", "sealed"))
        key = _derived(phrase, salt, said["n"], said["r"], said["p"])
        opened = json.loads(AESGCM(key).decrypt(nonce, sealed, _FORMAT.encode()))
    except InvalidTag:
        _Held.passphrase = None  # the next to need it is asked again
        raise LockedError(
            Words(f"口令不对，打不开密钥文件 {path()}。", f"the passphrase does not open the key file {path()}.")
        ) from None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise _unreadable(type(error).__name__) from None
    _Held.opened = (content, phrase, opened)
    return dict(opened)


def _derived(phrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return Scrypt(salt, 32, n, r, p).derive(unicodedata.normalize("NFC", phrase).encode("utf-8", "surrogatepass"))


def _sealed(keys: Mapping[str, str], phrase: str) -> bytes:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    inside = json.dumps(keys, ensure_ascii=False).encode()
    sealed = AESGCM(_derived(phrase, salt, **_COST)).encrypt(nonce, inside, _FORMAT.encode())
    written = {"format": _FORMAT, **_COST, "salt": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()}
    return json.dumps(written, indent=1).encode() + b"\n"


def _write(content: bytes) -> None:
    """Replace the file in one step; nobody else may read it at any moment."""
    beside = path().with_name(f".{path().name}.new")
    try:
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
            new.write(content)
        beside.replace(path())
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise ProfileError(
            Words(f"密钥文件 {path()} 无法写入：{error}。", f"the key file {path()} cannot be written: {error}.")
        ) from None


def _unreadable(why: str) -> ProfileError:
    return ProfileError(
        Words(f"密钥文件 {path()} 无法读取（{why}）。", f"the key file {path()} cannot be read ({why})."),
        Words("请恢复备份，或移走它后重新添加密钥。", "Restore a copy, or move it away and add the keys again."),
    )
