"""What the capture layer raises."""

from hisight.errors import HisightError


class SessionError(HisightError):
    """A session file cannot be opened, read or written."""
