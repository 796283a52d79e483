"""Requests kept to begin with: one file each in the user's own folder. A template holds a payload, and never a key.

A file is TOML (`name`, `fun_code`, `xml`), as HISight writes it, or the raw message as it went over the wire (`*.xml`).
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from hisight import paths
from hisight.checks import Subject
from hisight.errors import HisightError
from hisight.protocol import Direction
from hisight.reading import Reader
from hisight.replay.compose import nobody
from hisight.replay.edit import set_value
from hisight.wording import Words

_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')  # in a file name, on any system
_LONGEST_NAME = 80  # characters
_REQUEST: Direction = "request"


@dataclass(frozen=True, slots=True)
class Template:
    """One request to begin with."""

    name: str
    """What its owner calls it."""
    fun_code: str
    """The function that it calls."""
    xml: str
    """Its payload, plain."""
    file: Path | None = None
    """Where it is kept; None for one that is not kept yet."""


def folder() -> Path:
    """Where templates are kept: `templates` in the user's own folder."""
    return paths.user_data() / "templates"


def save(template: Template, where: Path | None = None) -> Template:
    """Keep `template` in the folder `where` (None: the usual one), in place of one with the same name. Raises HisightError."""
    name = " ".join(template.name.split())
    stem = " ".join(_UNFIT.sub(" ", name).split()).strip(" .")[:_LONGEST_NAME]
    if not stem:
        raise HisightError(
            Words("模板需要一个名称。", "a template needs a name."), Words("请输入名称。", "Type one, please.")
        )
    file = (where or folder()) / f"{stem}.toml"
    written = tomlkit.document()
    written.add(tomlkit.comment("A request to begin with, kept by HISight. There is no key in it."))
    written.add("name", tomlkit.item(name))
    written.add("fun_code", tomlkit.item(template.fun_code))
    written.add("xml", tomlkit.item(template.xml))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(tomlkit.dumps(written), encoding="utf-8", newline="")
    except OSError as error:
        raise _unusable(file, error) from None
    return Template(name, template.fun_code, template.xml, file)


def remove(template: Template) -> None:
    """Delete the file of `template`. Raises HisightError."""
    if template.file is not None:
        try:
            template.file.unlink(missing_ok=True)
        except OSError as error:
            raise _unusable(template.file, error) from None


def load_all(reader: Reader, where: Path | None = None) -> tuple[list[Template], list[HisightError]]:
    """The templates in the folder `where` (None: the usual one) by name, and why other files there are none.

    `reader` opens those that are raw messages.
    """
    found, wrong = [], []
    for file in sorted((where or folder()).glob("*")):
        if file.suffix not in (".toml", ".xml"):
            continue
        try:
            found.append(_load(file, reader))
        except HisightError as error:
            wrong.append(error)
    return sorted(found, key=lambda template: template.name.casefold()), wrong


def without_patient(subject: Subject) -> str:
    """The payload of the request `subject` with an invented patient in place of the one it names."""
    xml = subject.message.payload.xml
    for line, field, value in subject.values():
        if field.patient and value:
            xml = set_value(xml, line.path, nobody(field))
    return xml


def names_patient(subject: Subject) -> bool:
    """Whether the request says anything about a patient."""
    return any(field.patient and value for _, field, value in subject.values())


def _load(file: Path, reader: Reader) -> Template:
    try:
        content = file.read_bytes()
        if file.suffix == ".xml":
            return _of_message(file, content, reader)
        entries = tomllib.loads(content.decode("utf-8"))
        values = [entries["name"], entries["fun_code"], entries["xml"]]
    except (OSError, ValueError, KeyError) as error:
        raise _unusable(file, error) from None
    if not all(isinstance(value, str) for value in values):
        raise _unusable(file, ValueError("name, fun_code, xml"))
    name, fun_code, xml = values
    return Template(name, fun_code, xml, file)


def _of_message(file: Path, content: bytes, reader: Reader) -> Template:
    call = reader.read_alone(_REQUEST, content).call
    message = call.request
    if message is None or message.payload.problem is not None or not call.fun_code:
        why: Sequence[object] = [problem.message for problem in message.problems] if message else []
        raise _unusable(file, ValueError("; ".join(map(str, why)) or "no FUN_CODE"))
    return Template(file.stem, call.fun_code, message.payload.xml, file)


def _unusable(file: Path, error: Exception) -> HisightError:
    why = f"{type(error).__name__}: {error}"
    return HisightError(
        Words(f"模板 {file.name} 无法使用：{why}", f"the template {file.name} cannot be used: {why}"),
        Words(f"文件在 {file.parent}。", f"It is in {file.parent}."),
    )
