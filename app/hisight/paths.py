"""Where HISight finds its own files, in a checkout and in an installed wheel, and where it keeps the user's."""

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def _shipped(name: str) -> Path:
    inside_wheel = _PACKAGE / name
    return inside_wheel if inside_wheel.is_dir() else _CHECKOUT / name


def resources() -> Path:
    """The folder with catalog, icons and fonts."""
    return _shipped("resources")


def addon() -> Path:
    """The mitmproxy addon, which mitmdump loads by its path."""
    return _shipped("addons") / "his_capture.py"


def mitmdump() -> Path:
    """The Python program that runs mitmdump."""
    return _shipped("addons") / "his_mitmdump.py"


def flow_file() -> Path:
    """The Python program that reads and writes flow files of mitmproxy."""
    return _shipped("addons") / "his_flow_file.py"


def user_data() -> Path:
    """The user's own folder (profiles, sessions, the proxy's certificates); made when it is missing."""

    return platformdirs.user_data_path("hisight", appauthor=False, ensure_exists=True)
