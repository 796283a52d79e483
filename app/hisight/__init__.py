"""HISight: traffic inspector and debugging proxy between hospital systems and a city health platform."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("hisight")
except PackageNotFoundError:  # loaded by the addon from a checkout, in an environment where only mitmproxy is installed
    __version__ = "0+checkout"
