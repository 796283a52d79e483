"""What can go wrong with a file that somebody else wrote."""

from hisight.errors import HisightError


class UnreadableFileError(HisightError):
    """A file in which there is no call that could be read."""
