"""Where a call went, whatever was recorded as its address."""

from urllib.parse import SplitResult, urlsplit


def split_url(url: str) -> SplitResult:
    """The parts of `url`; all empty where it is none, as in a file that somebody else wrote. Never fails."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def host_of(url: str) -> str:
    """The host in `url` with its port, as `split_url` has it; quickly where only what stands behind it is new."""
    before, slashes, rest = url.partition("//")
    return split_url(before + slashes + rest.partition("/")[0]).netloc
