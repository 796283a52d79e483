"""Writing `profiles.toml`: the one place that does. Whatever else its owner wrote there stays: comments, order, line ends."""

import tomllib
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Comment, InlineTable, Table, Whitespace

from hisight.profiles.entries import ENTRIES, read_profile, write_profile
from hisight.profiles.errors import ProfileError
from hisight.profiles.file import load
from hisight.profiles.profile import Profile, own_file, wrong
from hisight.profiles.sections import Section, cut, joined
from hisight.wording import Words

Entries = MutableMapping[str, Any]
"""The entries of a section, as plain values or as tomlkit's."""

_GOES_WRONG = (KeyError, TypeError, ValueError, AttributeError, RecursionError, TOMLKitError)


@dataclass(frozen=True, slots=True)
class Edited:
    """A profile as it is to be written."""

    profile: Profile
    """What it says."""
    before: str = ""
    """What it is called in the file; empty for one that is not there yet."""


def change_section(profile: Profile, entry: str, change: Callable[[Entries], None], remedy: Words) -> None:
    """Let `change` alter the entries of `profile` in its file; it is called twice, on plain values and on tomlkit's.

    Raises ProfileError about `entry`, with `remedy`, when the section is written in a way that cannot be changed so, and when
    the file cannot be read or written; then it is as before.
    """
    file = profile.file or own_file()
    text = _read(file)
    try:
        wanted = tomllib.loads(text)
        document = tomlkit.parse(text.replace("\r\n", "\n"))
        for section in (wanted[profile.name], document[profile.name]):
            change(section)
        written = tomlkit.dumps(document)
        understood = tomllib.loads(written) == wanted
    except _GOES_WRONG:
        understood = False
    if not understood:
        why = Words("这一节无法自动修改", "this section cannot be changed automatically")
        raise wrong(profile, entry, why, remedy)
    _write(file, written, text)


def add_profile(profile: Profile) -> Profile:
    """Append `profile` to its file (without one, to the user's own), and return it as it stands there.

    Raises ProfileError when there is one of that name, or the file cannot be read or written; then it is as before.
    """
    file = profile.file or own_file()
    known = load(file)
    write_profiles([*(Edited(one, one.name) for one in known), Edited(profile)], file)
    return load(file)[-1]


def write_profiles(edited: Sequence[Edited], file: Path | None = None) -> None:
    """Let `file` (by default the user's own) hold exactly the profiles `edited`, in that order.

    Raises ProfileError when two have one name, when the file is written in a way that cannot be changed so, and when it cannot
    be read or written; then it is as before.
    """
    source = file or own_file()
    names = [one.profile.name for one in edited]
    for name in names:
        if names.count(name) > 1:
            raise ProfileError(Words(f"已有名为 {name} 的配置。", f"there is a profile {name} already."))
    known = {profile.name: profile for profile in load(source)}
    text = _read(source) if source.exists() else ""
    preamble, sections = cut(text.replace("\r\n", "\n"))
    try:
        standing = _by_name(sections)
        made = [_section(one, known, standing) for one in edited]
        apart = [section.key for section in made] != [section.key for section in sections]
        written = joined(preamble, made, apart=apart)
        read = [read_profile(source, name, entries) for name, entries in tomllib.loads(written).items()]
        understood = read == [one.profile for one in edited]
    except _GOES_WRONG:
        understood = False
    if not understood:
        raise ProfileError(
            Words(f"{source} 无法自动修改。", f"{source} cannot be changed automatically."),
            Words("请用文本编辑器修改。", "Change it in a text editor."),
        )
    if written != text.replace("\r\n", "\n"):
        _write(source, written, text)


def append(section: Entries, key: str, value: object) -> None:
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


def _section(one: Edited, known: Mapping[str, Profile], standing: Mapping[str, Section]) -> Section:
    """The section of one profile: what stands in the file, with the entries that differ; or a new one."""
    after = write_profile(one.profile)
    if not one.before:
        return _new_section(one.profile.name, after)
    before, section = write_profile(known[one.before]), standing[one.before]
    changed = [entry for entry in ENTRIES if before.get(entry) != after.get(entry)]
    if changed:
        document = tomlkit.parse(section.text)
        entries = cast("Entries", document[one.before])
        for entry in changed:
            _put(entries, entry, after.get(entry))
        section = Section(section.key, tomlkit.dumps(document))
    return section if one.profile.name == one.before else section.called(_new_section(one.profile.name, {}).key)


def _put(entries: Entries, entry: str, value: object) -> None:
    """Let `entry` be `value`, None for none, changing as little as can be."""
    standing = entries.get(entry)
    if value is None:
        del entries[entry]
    elif isinstance(value, Mapping) and isinstance(standing, MutableMapping):
        for name in [name for name in standing if name not in value]:
            del standing[name]
        for name, inner in value.items():
            if standing.get(name) != inner:
                _put(standing, name, inner)
    elif standing is None:
        append(entries, entry, _inline(value))
    else:
        entries[entry] = _inline(value)


def _new_section(name: str, entries: Mapping[str, object]) -> Section:
    document = tomlkit.document()
    document[name] = table = tomlkit.table()
    for entry, value in entries.items():
        table[entry] = _inline(value)
    (section,) = cut(tomlkit.dumps(document))[1]
    return section


def _inline(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    table = tomlkit.inline_table()
    table.update(value)
    return table


def _by_name(sections: Sequence[Section]) -> Mapping[str, Section]:
    named = {next(iter(tomllib.loads(f"{section.key} = 0"))): section for section in sections}
    if len(named) < len(sections):
        raise ValueError("a section in two parts")
    return named


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
