"""A file that a command is given as its session: a session, or a bundle, which is made one."""

import sys
from pathlib import Path

from hisight.cli.capture_printer import remark
from hisight.errors import HisightError
from hisight.imports import bundle
from hisight.imports.bundle_session import verify
from hisight.imports.format import BEGINNING
from hisight.imports.our_session import may_be_session
from hisight.reading import Reader
from hisight.wording import Words

_MOST_LINES = 20
_TOLD_EVERY = 500  # calls


def is_bundle(path: Path) -> bool:
    """True for a file that claims to be a bundle."""
    try:
        with path.open("rb") as file:
            return bundle.recognises(file.read(BEGINNING), path)
    except OSError:
        return False


def session_file(path: Path, reader: Reader | None = None) -> Path:
    """`path`, or where the session of the bundle at `path` is, after each of its calls was judged again (by `reader`).

    What differs from what was written in it is said on standard error. Raises HisightError.
    """
    if not is_bundle(path):
        if not may_be_session(path):
            raise HisightError(
                Words(f"{path} 不是会话。", f"{path} is no session."),
                Words(
                    f"可先导入：hisight import {path} -o NAME.hisight。",
                    f"Import it first: hisight import {path} -o NAME.hisight.",
                ),
            )
        return path
    verified = verify(path, reader or Reader.default(), progress=show_progress)
    remark(verified.words)
    lines = list(verified.lines())
    for line in lines[:_MOST_LINES]:
        remark(line)
    if len(lines) > _MOST_LINES:
        remark(Words(f"另有 {len(lines) - _MOST_LINES} 行，见 hisight verify-bundle。",
                     f"and {len(lines) - _MOST_LINES} lines more, see hisight verify-bundle."))  # fmt: skip
    return verified.session


def show_progress(done: int, of: int) -> None:
    """On a terminal: how far it is, now and then, on a line that is written over."""
    if of > _TOLD_EVERY and sys.stderr.isatty() and (done % _TOLD_EVERY == 0 or done == of):
        end = "\n" if done == of else ""
        print(f"\r{done}/{of}", end=end, file=sys.stderr, flush=True)  # noqa: T201 - a line written over
