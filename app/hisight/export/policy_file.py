"""A privacy policy as a TOML file: what an export does with patient values, by what they say and by the field that they stand in.

name = "for-the-vendor"
about = "单位保留，地址抹去。 Employers stay, addresses go."

[kinds]                # privacy.KINDS; what is not here is replaced
address = "remove"     # asterisks

[fields]               # before the kind is asked
COMPANY = "keep"       # as it is
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast, get_args

from hisight import paths
from hisight.errors import HisightError
from hisight.privacy import KINDS, STANDARD, Policy, Treatment
from hisight.wording import NOTHING, Words, nearest

_TREATMENTS: tuple[Treatment, ...] = get_args(Treatment)
_ENTRIES = ("name", "about", "kinds", "fields")


def known_policies() -> dict[str, Path]:
    """The policies that come along, and those in `policies` of the data folder: their files by name."""
    folders = (paths.resources() / "policies", paths.user_data() / "policies")
    return {file.stem: file for folder in folders for file in sorted(folder.glob("*.toml"))}


def policy_called(name: str) -> Policy:
    """The policy `name`: `standard`, one of the data folder, or that in the file of this name. Raises HisightError."""
    if name == STANDARD.name:
        return STANDARD
    known = known_policies()
    if name not in known and not Path(name).is_file():
        here = paths.user_data() / "policies"
        raise HisightError(
            Words(f"没有策略 {name}。", f"there is no policy {name}."),
            _choices(name, known, here),
        )
    return read_policy(known.get(name, Path(name)))


def _choices(name: str, known: Mapping[str, Path], here: Path) -> Words:
    names = [STANDARD.name, *known]
    guess = nearest(name, names)
    zh = f"{guess.zh}可用：{'、'.join(names)}；自己的请放在 {here}。"
    return Words(zh, f"{guess.en} There are: {', '.join(names)}; put your own into {here}.".strip())


def read_policy(file: Path) -> Policy:
    """The policy in `file`. Raises HisightError with the file, the entry and the nearest name when it cannot be understood."""
    try:
        document = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise HisightError(Words(f"无法读取 {file}：{reason}。", f"cannot read {file}: {reason}.")) from None
    except ValueError as error:  # no TOML, or no UTF-8
        raise HisightError(Words(f"{file} 不是 TOML：{error}。", f"{file} is no TOML: {error}.")) from None
    for entry in document:
        if entry not in _ENTRIES:
            raise _wrong(file, entry, nearest(entry, _ENTRIES))
    kinds = _table(file, document, "kinds")
    for kind in kinds:
        if kind not in KINDS:
            raise _wrong(file, f"kinds.{kind}", nearest(kind, KINDS))
    name, about = (str(document.get(entry, "")).strip() for entry in ("name", "about"))
    zh, _, en = about.partition("。 ")
    told = Words(f"{zh}。" if en else zh, en or zh) if about else STANDARD.about
    return Policy(name or file.stem, told, kinds, _table(file, document, "fields"))


def _table(file: Path, document: Mapping[str, Any], name: str) -> dict[str, Treatment]:
    table = document.get(name, {})
    if not isinstance(table, dict):
        raise _wrong(file, name, NOTHING)
    for entry, treatment in table.items():
        if treatment not in _TREATMENTS:
            known = Words(f"可用：{'、'.join(_TREATMENTS)}。", f"There are: {', '.join(_TREATMENTS)}.")
            raise _wrong(file, f'{name}.{entry} = "{treatment}"', known)
    return cast(dict[str, Treatment], table)


def _wrong(file: Path, entry: str, remedy: Words) -> HisightError:
    return HisightError(Words(f"{file} 中的 {entry} 有误。", f"{entry} in {file} cannot be understood."), remedy)
