"""What goes with a cipher, as a profile writes it: `key_form`, `iv`, `padding`, `dialect`.

cipher = "sm4-cbc"
iv = "0123456789abcdef"     # one block, as text or in hex; or key, key-end; left out for zero
key_form = "md5"
"""

from collections.abc import Callable, Mapping

from hisight.profiles.errors import ProfileError
from hisight.protocol import AUTO, CipherError
from hisight.protocol.ciphers import BLOCK_CIPHERS
from hisight.protocol.ciphers.padding import PADDINGS
from hisight.protocol.ciphertext import DIALECTS
from hisight.protocol.key_forms import KEY_FORMS
from hisight.protocol.sealing import IVS_OF_KEY, PLAIN_SEALING, Sealing
from hisight.wording import NOTHING, Words, nearest

Complain = Callable[[str, Words, Words], ProfileError]
"""(entry, why it is wrong, remedy) -> the error to raise."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "key_form": tuple(KEY_FORMS),
    "padding": tuple(PADDINGS),
    "dialect": tuple(DIALECTS),
}
"""What an entry with a fixed set of values may be."""

ENTRIES = ("iv", *CHOICES)
"""The entries that go with a cipher."""


def read_sealing(texts: Mapping[str, str], cipher: str, complain: Complain) -> Sealing:
    """What `texts`, by entry, say of the encryption with `cipher`. Raises what `complain` makes of a mistake."""
    for entry, known in CHOICES.items():
        value = texts.get(entry, known[0])
        if value not in known:
            near, names = nearest(value, known), ", ".join(known)
            remedy = near if near != NOTHING else Words(f"可用：{names}。", f"It takes {names}.")
            raise complain(entry, Words(f"不认识 {value!r}", f"{value!r} is not known"), remedy)
    sealing = Sealing(
        texts.get("key_form", PLAIN_SEALING.key_form),
        texts.get("iv", PLAIN_SEALING.iv),
        texts.get("padding", PLAIN_SEALING.padding),
        DIALECTS[texts.get("dialect", PLAIN_SEALING.dialect.name)],
    )
    _require_iv(sealing, cipher, complain)
    return sealing


def write_sealing(sealing: Sealing) -> dict[str, str]:
    """The entries that `read_sealing` makes `sealing` of; what is as usual is left out."""
    values = {
        "iv": sealing.iv,
        "key_form": sealing.key_form,
        "padding": sealing.padding,
        "dialect": sealing.dialect.name,
    }
    usual = {"iv": "", **{entry: known[0] for entry, known in CHOICES.items()}}
    return {entry: value for entry, value in values.items() if value != usual[entry]}


def takes_iv(cipher: str) -> bool:
    """True for a cipher whose IV is agreed and does not come with the message; with `auto` it may be one."""
    return cipher == AUTO or (cipher in BLOCK_CIPHERS and BLOCK_CIPHERS[cipher].chaining == "cbc")


def _require_iv(sealing: Sealing, cipher: str, complain: Complain) -> None:
    if not sealing.iv:
        return
    if not takes_iv(cipher):
        raise complain("iv", Words(f"{cipher} 不需要配置 IV", f"{cipher} takes no IV from here"), NOTHING)
    if sealing.iv in IVS_OF_KEY:
        return
    fitting = [one for one in BLOCK_CIPHERS.values() if one.chaining == "cbc" and cipher in (AUTO, one.name)]
    errors = []
    for one in fitting:
        try:
            sealing.iv_of(one, bytes(max(one.key_lengths)))
        except CipherError as error:
            errors.append(error)
    if len(errors) == len(fitting):
        what = errors[0].what
        raise complain("iv", Words(what.zh.rstrip("。"), what.en.rstrip(".")), _ivs())


def _ivs() -> Words:
    names = ", ".join(IVS_OF_KEY)
    return Words(
        f"也可写 {names}（取自密钥），留空为全零。", f"Or write {names} (taken from the key); left out it is zero."
    )
