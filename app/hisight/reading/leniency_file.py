"""Writing into `profiles.toml` what a profile lets pass. Whatever else its owner wrote there stays: comments, order, line ends."""

import tomllib
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, cast

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Comment, InlineTable, Table, Whitespace

from hisight import profiles
from hisight.checks import Rule, find_rule
from hisight.profiles import Profile, ProfileError
from hisight.wording import Words

_Section = MutableMapping[str, Any]


def write_severity(profile: Profile, rule: Rule, severity: str) -> None:
    """Let `profile` say `severity` of `rule`: one of `leniency.choices`; the rule's own takes the entry out again.

    Raises ProfileError when the file cannot be read or written; then it is as before.
    """
    file = profile.file or profiles.own_file()
    text = _read(file)
    try:
        wanted = tomllib.loads(text)
        document = tomlkit.parse(text.replace("\r\n", "\n"))
        for section in (wanted[profile.name], document[profile.name]):
            _change(section, rule, severity)
        written = tomlkit.dumps(document)
        understood = tomllib.loads(written) == wanted
    except (KeyError, TypeError, AttributeError, TOMLKitError, ValueError, RecursionError):
        understood = False
    if not understood:
        raise profiles.wrong(
            profile,
            "severity",
            Words("这一节无法自动修改", "this section cannot be changed automatically"),
            Words(
                f'请手工写入 severity = {{ {rule.name} = "{severity}" }}。',
                f'Write severity = {{ {rule.name} = "{severity}" }} by hand.',
            ),
        )
    _write(file, written, text)


def add_profile(name: str, host: str, file: Path | None = None) -> Profile:
    """Append a profile `name` for the peer at `host` to `file` (by default the user's own), and return it.

    Raises ProfileError when there is one of that name, or the file cannot be read or written; then it is as before.
    """
    source = file or profiles.own_file()
    if any(known.name == name for known in profiles.load(source)):
        raise ProfileError(Words(f"已有名为 {name} 的配置。", f"there is a profile {name} already."))
    text = _read(source) if source.exists() else ""
    section = tomlkit.dumps({name: {"host": host}})
    before = f"{text.rstrip()}\n\n" if text.strip() else ""
    _write(source, before.replace("\r\n", "\n") + section, text)
    return Profile(name, host, file=source)


def _change(section: _Section, rule: Rule, severity: str) -> None:
    """Put `severity` of `rule` into a section, under the spelling that its owner chose before."""
    entries = section.get("severity")
    spelling = next((name for name in entries or () if rule is find_rule(name)), rule.name)
    if severity == rule.severity:
        if entries and spelling in entries:
            del entries[spelling]
        if entries is not None and not entries:
            del section["severity"]
    elif entries is None:
        entries = tomlkit.inline_table()
        entries[spelling] = severity
        _append(section, "severity", entries)
    elif spelling in entries:
        entries[spelling] = severity
    else:
        _append(entries, spelling, severity)


def _append(section: _Section, key: str, value: object) -> None:
    """Put an entry at the end of `section`, but before the blank lines and comments that belong to the next one."""
    trailing: list[Comment | Whitespace] = []
    if isinstance(section, InlineTable):
        value = item = tomlkit.item(value)
        item.trivia.indent = "" if section.as_string().endswith(" }") else " "  # a blank behind the comma
    elif isinstance(section, Table):
        body = section.value.body
        while body and body[-1][0] is None:
            trailing.append(cast("Comment | Whitespace", body.pop()[1]))
    section[key] = value
    if isinstance(section, Table):
        for between in reversed(trailing):
            section.add(between)


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")  # not as text, which would change its line ends
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(Words(f"{file} 无法读取：{error}。", f"{file} cannot be read: {error}.")) from None


def _write(file: Path, text: str, before: str) -> None:
    """Replace `file` in one step, with the line ends that it had."""
    target = file.resolve()  # a link stays a link
    ends = text.replace("\n", "\r\n") if "\r\n" in before else text
    beside = target.with_name(f".{target.name}.new")
    try:
        beside.write_bytes(ends.encode("utf-8"))
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ProfileError(Words(f"{file} 无法写入：{error}。", f"{file} cannot be written: {error}.")) from None
