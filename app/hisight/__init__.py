"""HISight: traffic inspector and debugging proxy between hospital systems and a city health platform."""

from functools import cache


@cache
def version() -> str:
    """The version of HISight; `0+checkout` where it is loaded from a checkout by the addon, and only mitmproxy is installed.

    Asked for when it is needed: to look into what is installed takes longer than to import most of HISight.
    """
    from importlib import metadata

    try:
        return metadata.version("hisight")
    except metadata.PackageNotFoundError:
        return "0+checkout"
