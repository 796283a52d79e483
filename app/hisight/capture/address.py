"""Where a call went, whatever was recorded as its address."""

from urllib.parse import SplitResult, urlsplit


def split_url(url: str) -> SplitResult:
    """The parts of `url`; all empty where it is none, as in a file that somebody else wrote. Never fails."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")
