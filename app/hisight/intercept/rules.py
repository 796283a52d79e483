"""Rules for live traffic, to see how the other side copes: which calls, and what is done to them. They are text, and off until asked for.

[[rule]]
name = "slow HIS"
function = "2007 OrderReg"    # FUN_CODE or name, several with blanks between; any without it
user = "0001"                 # USER_ID
url = "/HisService"           # a part of the address
direction = "response"        # what is changed: the answer, or the "request" on its way to the HIS
on = true
delay_ms = 3000               # wait
answer = "catalog"            # answer without the HIS: the interface's sample; or "call" or "file"
session = "day.hisight"       # with answer = "call": the session
call = 42                     # and the number
file = "answer.xml"           # with answer = "file": a body, or a whole HTTP answer
return_code = "200505"        # another RETURN_CODE, signed again
wrong_sign = true             # a SIGN that does not fit
encode_as = "gbk"             # another charset than the message says
cut_after = 500               # bytes of the answer's body; then hang up
"""

import codecs
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, cast

import tomlkit

from hisight import paths
from hisight.errors import HisightError
from hisight.wording import NOTHING, Words, nearest

FILE = "rules.toml"
"""Their file in the user's data folder."""

_CHOICES = {"direction": ("request", "response"), "answer": ("", "catalog", "call", "file")}
_ONLY_ANSWERS = ("answer", "return_code", "cut_after")
_LONGEST_DELAY_MS = 600_000


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. What is empty or 0 is not asked for."""

    name: str
    """How the user calls it; touched calls are marked with it."""
    on: bool = True
    """False leaves it alone."""
    function: str = ""
    """FUN_CODE or name; several, with blanks between them, mean any of them."""
    user: str = ""
    """USER_ID."""
    url: str = ""
    """A part of the address that was asked."""
    direction: str = "response"
    """What is changed: `request` or `response`."""
    delay_ms: int = 0
    """Milliseconds to wait."""
    answer: str = ""
    """From where it is answered without the HIS: `catalog`, `call` or `file`."""
    session: str = ""
    """The session of the recorded call."""
    call: int = 0
    """Its number."""
    file: str = ""
    """The file with the answer."""
    return_code: str = ""
    """Another RETURN_CODE."""
    wrong_sign: bool = False
    """True spoils SIGN."""
    encode_as: str = ""
    """Another charset."""
    cut_after: int = 0
    """Bytes of the body after which to hang up."""

    @property
    def words(self) -> Words:
        """What it does to which calls."""
        who = " ".join(filter(None, (self.function, self.user, self.url)))
        zh, en = who or "所有调用", who or "every call"
        return Words(f"{self.name}（{zh}）", f"{self.name} ({en})")


def own_file() -> Path:
    """The user's rules."""
    return paths.user_data() / FILE


def load(file: Path) -> tuple[Rule, ...]:
    """The rules in `file`; none when it does not exist. Raises HisightError that names file, rule and entry."""
    if not file.exists():
        return ()
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise HisightError(Words(f"{file} 无法读取：{error}。", f"{file} cannot be read: {error}.")) from None
    return read(text, file)


def read(text: str, file: Path | None = None) -> tuple[Rule, ...]:
    """The rules that `text` has; names of files in it are beside `file`. Raises HisightError that names rule and entry."""
    where = str(file or FILE)
    try:
        entries = tomllib.loads(text).get("rule", [])
    except (ValueError, RecursionError) as error:
        raise HisightError(Words(f"{where} 无法读取：{error}。", f"{where} cannot be read: {error}.")) from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise HisightError(Words(f"{where}：规则应写成 [[rule]]。", f"{where}: rules are written as [[rule]]."))
    return tuple(_rule(entry, number, where, file) for number, entry in enumerate(entries, start=1))


def write(rules: Sequence[Rule]) -> str:
    """`rules` as text that `read` reads."""
    document = tomlkit.document()
    entries = tomlkit.aot()
    for rule in rules:
        entry = tomlkit.table()
        for field in fields(Rule):
            value = getattr(rule, field.name)
            if field.name == "name" or value != field.default:
                entry.add(field.name, value)
        entries.append(entry)
    document.add("rule", entries)
    return tomlkit.dumps(document) if rules else ""


def _rule(entry: Mapping[str, object], number: int, where: str, file: Path | None) -> Rule:
    known = {field.name: field.type for field in fields(Rule)}
    name = entry.get("name", str(number))

    def wrong(zh: str, en: str, remedy: Words = NOTHING) -> HisightError:
        return HisightError(Words(f"{where} 的规则 {name}：{zh}。", f"{where}, rule {name}: {en}."), remedy)

    for key, value in entry.items():
        if key not in known:
            raise wrong(f"不认识 {key}", f"{key} is not known", nearest(key, list(known)))
        if type(value) is not known[key] or (isinstance(value, int) and value < 0):
            raise wrong(f"{key} 的值不对", f"{key} has a wrong value")
    values = {"name": str(name), **entry}
    for key, base in (("session", file), ("file", file)):
        if base and values.get(key):
            values[key] = str(base.parent / str(values[key]))
    rule = Rule(**cast(dict[str, Any], values))  # each value was compared with its type
    _check(rule, wrong)
    return rule


def _check(rule: Rule, wrong: Callable[[str, str], HisightError]) -> None:
    for key, allowed in _CHOICES.items():
        if getattr(rule, key) not in allowed:
            options = ", ".join(filter(None, allowed))
            raise wrong(f"{key} 应为 {options} 之一", f"{key} must be one of {options}")
    for key, needs in (("call", ("session", "call")), ("file", ("file",))):
        if rule.answer == key and not all(getattr(rule, name) for name in needs):
            raise wrong(f"answer = {key} 需要 {'、'.join(needs)}", f"answer = {key} needs {' and '.join(needs)}")
    if rule.direction == "request" and any(getattr(rule, key) for key in _ONLY_ANSWERS):
        raise wrong(f"{'、'.join(_ONLY_ANSWERS)} 只用于应答", f"{', '.join(_ONLY_ANSWERS)} are for answers only")
    if rule.delay_ms > _LONGEST_DELAY_MS:
        raise wrong("delay_ms 最多 600000", "delay_ms is 600000 at most")
    try:
        codecs.lookup(rule.encode_as or "utf-8")
    except LookupError:
        raise wrong(f"不认识字符集 {rule.encode_as}", f"the charset {rule.encode_as} is not known") from None
