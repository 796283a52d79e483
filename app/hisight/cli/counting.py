"""How far long work is, on standard error where a person looks at it."""

import sys
from collections.abc import Callable

from hisight.wording import Words

_EVERY = 100  # steps


def counting(what: Words) -> Callable[[int, int], None]:
    """A function that is told how many of how many steps are done; silent where standard error is no terminal."""
    shown = sys.stderr

    def count(done: int, of: int) -> None:
        if shown.isatty() and (done % _EVERY == 0 or done == of):
            end = "\n" if done >= of else ""
            shown.write(f"\r{what} {done:,}/{of:,}{end}")
            shown.flush()

    return count
