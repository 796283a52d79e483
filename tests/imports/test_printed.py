import sys
import time

import pytest

from hisight.imports import UnreadableFileError
from hisight.imports.printed import lines_of
from hisight.wording import Words


def complaint(said: str) -> UnreadableFileError | None:
    return None if "never mind" in said else UnreadableFileError(Words(said, said))


def printed(code: str) -> list[bytes]:
    return list(lines_of([sys.executable, "-c", code], complaint))


def test_lines_come_as_they_are_printed_however_much_is_said_beside_them():
    code = "import sys; sys.stderr.write('warning ' * 100_000); print('a'); print('b')"
    assert printed(code) == [b"a\n", b"b\n"]


def test_what_a_program_said_before_it_failed_is_the_error():
    with pytest.raises(UnreadableFileError, match="no such thing"):
        printed("raise SystemExit('no such thing')")
    assert printed("import sys; print('a'); sys.exit('never mind')") == [b"a\n"]


def test_a_program_of_which_nobody_wants_more_is_ended():
    lines = lines_of([sys.executable, "-uc", "import time; print(1); time.sleep(60)"], complaint)
    assert next(lines) == b"1\n"
    begun = time.monotonic()
    lines.close()
    assert time.monotonic() - begun < 30
