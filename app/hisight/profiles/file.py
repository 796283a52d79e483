"""Reading `profiles.toml`."""

import re
import tomllib
from pathlib import Path

from hisight.profiles.entries import read_profile
from hisight.profiles.errors import ProfileError
from hisight.profiles.profile import Profile, own_file
from hisight.wording import NOTHING, Words

_UNQUOTED = re.compile(r"""^[ \t]*\[[^\]"'\n]*[^\x00-\x7f\]"'\n]""", re.MULTILINE)
_QUOTES = Words('名称含中文时要加引号，如 ["市一医院"]。', 'A name that is not ASCII stands in quotes: ["市一医院"].')


def load(file: Path | None = None) -> tuple[Profile, ...]:
    """The profiles in `file` (by default the user's own); none when it does not exist.

    Raises ProfileError that names file, profile and entry when something in it is wrong.
    """
    source = file or own_file()
    if not source.exists():
        return ()
    text = ""
    try:
        text = source.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, ValueError, RecursionError) as error:  # tomllib lets a number of 5000 digits out as ValueError
        why = (error.strerror if isinstance(error, OSError) else None) or error
        what = Words(f"{source} 无法读取：{why}。", f"{source} cannot be read: {why}.")
        raise ProfileError(what, _QUOTES if _UNQUOTED.search(text) else NOTHING) from None
    return tuple(read_profile(source, name, entries) for name, entries in data.items())
