"""A section of `profiles.toml` to a profile, and back: every entry checked, every mistake named."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hisight.profiles.errors import ProfileError
from hisight.profiles.keys import is_reference
from hisight.profiles.profile import Profile, Target, wrong
from hisight.profiles.rule_entries import read_rule, write_rule
from hisight.profiles.sealing_entries import ENTRIES as SEALING_ENTRIES
from hisight.profiles.sealing_entries import read_sealing, write_sealing
from hisight.protocol import AUTO, CIPHERS, RULES
from hisight.wording import NOTHING, Words, nearest

MATCHES = ("host", "path", "listen", "operation", "user_id", "hospital_id")
"""Entries by which a call is told to be the peer's."""

_TEXTS = (*MATCHES, "cipher", *SEALING_ENTRIES)

TARGETS: tuple[Target, ...] = ("production", "test")
"""What may stand in `target`."""

_PORT = r"(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"

_FORMS = {
    "host": (
        re.compile(r"[^/\s]*"),
        Words(
            "应为主机名，或 主机:端口，不带 http:// 和路径",
            "should be a host, or HOST:PORT, without http:// and path",
        ),
    ),
    "path": (re.compile(r"(?:/.*)?"), Words("应以 / 开头", "should begin with /")),
    "listen": (
        re.compile(rf"(?:(?:[^/\s]+:)?{_PORT})?"),
        Words("应为端口，或 主机:端口，如 127.0.0.1:9000", "should be a port, or HOST:PORT such as 127.0.0.1:9000"),
    ),
}
"""What an address can fit at all; anything else would match no call, and nobody would be told."""

ENTRIES = (*_TEXTS, "rule", "keys", "target", "severity")
"""Every entry, in the order in which they are written."""


def read_profile(source: Path, name: str, entries: object) -> Profile:
    """The profile that section `name` of the file `source` describes. Raises ProfileError that names file, section, entry."""
    bare = Profile(name, file=source)
    if not isinstance(entries, Mapping):
        raise wrong(bare, "", Words("应为一节 [名称]", "should be a section [name]"))
    for entry in entries:
        if entry not in ENTRIES:
            raise wrong(bare, entry, Words("没有这一项", "there is no such entry"), nearest(entry, ENTRIES))
    texts = {entry: _text(bare, entry, entries[entry]) for entry in _TEXTS if entry in entries}
    cipher = texts.get("cipher", AUTO)
    _require_known(bare, "cipher", cipher, (AUTO, *CIPHERS))
    matches: dict[str, Any] = {entry: texts[entry] for entry in MATCHES if entry in texts}
    return Profile(
        name,
        **matches,
        **_rule(bare, entries.get("rule", AUTO)),
        cipher=cipher,
        sealing=read_sealing(texts, cipher, lambda entry, why, remedy: wrong(bare, entry, why, remedy)),
        keys=_keys(bare, entries.get("keys", [])),
        target=_target(bare, entries.get("target", "")),
        severity=_severity(bare, entries.get("severity", {})),
        file=source,
    )


def write_profile(profile: Profile) -> dict[str, Any]:
    """The entries that `read_profile` makes `profile` of; what is as it would be anyway is left out."""
    rule: Any = profile.rule
    if profile.own_rule is not None and profile.own_rule.name == profile.rule:
        rule = write_rule(profile.own_rule, profile.name)
    bare = Profile("")
    values = {entry: getattr(profile, entry) for entry in (*MATCHES, "cipher")}
    written: dict[str, Any] = {entry: value for entry, value in values.items() if value != getattr(bare, entry)}
    written |= write_sealing(profile.sealing)
    written |= {} if rule == AUTO else {"rule": rule}
    written |= {"keys": list(profile.keys)} if profile.keys else {}
    written |= {"target": profile.target} if profile.target else {}
    return written | ({"severity": dict(profile.severity)} if profile.severity else {})


def _text(bare: Profile, entry: str, value: object) -> str:
    if entry == "listen" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # a port may be written as the number that it is
    if not isinstance(value, str):
        raise wrong(bare, entry, Words("应为文本", "should be text"))
    form, why = _FORMS.get(entry, (None, NOTHING))
    if form is not None and not form.fullmatch(value):
        raise wrong(bare, entry, why)
    return value


def _rule(bare: Profile, value: object) -> dict[str, Any]:
    if isinstance(value, str):
        _require_known(bare, "rule", value, (AUTO, *RULES))
        return {"rule": value}
    if not isinstance(value, Mapping):
        why = Words(
            '应为规则名，或 { like = "sorted-query-key", ... }',
            'should be the name of a rule, or { like = "sorted-query-key", ... }',
        )
        raise wrong(bare, "rule", why)

    def complain(entry: str, why: Words, remedy: Words) -> ProfileError:
        return wrong(bare, f"rule.{entry}", why, remedy)

    own = read_rule(value, bare.name, complain)
    return {"rule": own.name, "own_rule": own}


def _keys(bare: Profile, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
        why = Words('应为引用的列表，如 ["keyring:NAME"]', 'should be a list of references such as ["keyring:NAME"]')
        raise wrong(bare, "keys", why)
    for number, key in enumerate(value, start=1):
        if not is_reference(key):  # it may be a key itself, so it is not repeated
            raise wrong(
                bare,
                "keys",
                Words(f"第 {number} 项不是密钥引用", f"number {number} is no reference to a key"),
                Words(
                    "应写成 keyring:NAME、file:NAME 或 env:NAME；密钥本身不能写在这里。",
                    "Write keyring:NAME, file:NAME or env:NAME; a key itself must not stand here.",
                ),
            )
    return tuple(value)


def _target(bare: Profile, value: object) -> Target:
    text = _text(bare, "target", value)
    if text:
        _require_known(bare, "target", text, TARGETS)
    return next((one for one in TARGETS if one == text), "")


def _severity(bare: Profile, value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(text, str) for text in value.values()):
        why = Words('应写成 { unknown-field = "note" }', 'should be written like { unknown-field = "note" }')
        raise wrong(bare, "severity", why)
    return value


def _require_known(bare: Profile, entry: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        names = ", ".join(known)
        why = Words(f"应为其中之一：{names}", f"should be one of {names}")
        raise wrong(bare, entry, why, nearest(value, known))
