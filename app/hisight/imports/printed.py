"""What another program prints of a file, line by line."""

import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence

from hisight.imports.errors import UnreadableFileError

Complaint = Callable[[str], UnreadableFileError | None]
"""Makes the error of what a program that failed said on standard error; None where that is none."""


def lines_of(command: Sequence[str], complaint: Complaint) -> Iterator[bytes]:
    """The lines that `command` prints, as they come. It is ended when nobody wants more; when it fails, `complaint` is raised."""
    # Into a file: a program that says much would wait for ever for somebody to read it from a pipe.
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said) as running,
    ):
        assert running.stdout is not None
        try:
            yield from running.stdout
        except BaseException:
            running.kill()
            raise
        if running.wait() != 0:
            said.seek(0)
            error = complaint(said.read().decode("utf-8", "replace").strip())
            if error is not None:
                raise error
