"""What the capture layer raises."""

from hisight.errors import HisightError


class SessionError(HisightError):
    """A session file cannot be opened, read or written."""


class TooLargeError(SessionError):
    """An exchange is larger than SQLite can hold in one row (1,000,000,000 bytes)."""
