"""Starts mitmdump, sooner than its own program does: `python his_mitmdump.py ARGUMENTS`.

`python his_mitmdump.py wait` loads all that it needs, and then reads its arguments from standard input, a JSON list in one line:
whoever starts it needs as long to know them. It ends when standard input does before that.
"""

import importlib
import json
import sys
from types import ModuleType

_SELDOM = ("ldap3", "passlib.apache")
"""What mitmproxy imports for its option `proxyauth` alone: a seventh of its start."""


def main() -> None:
    """Run mitmdump."""
    for name in _SELDOM:
        load_later(name)
    import mitmproxy.tools.dump  # noqa: F401 - mitmdump would, when it has its arguments
    from mitmproxy.tools.main import mitmdump

    if sys.argv[1:] == ["wait"]:
        line = sys.stdin.buffer.raw.readline()  # not a byte more: what follows is for the addon
        if not line:
            return
        sys.argv[1:] = json.loads(line)
    mitmdump()


def load_later(name: str) -> None:
    """Have the module `name` loaded when something of it is used, not when it is imported."""
    module = sys.modules[name] = ModuleType(name)  # importlib's own LazyLoader loads at the second import

    def load(attribute: str) -> object:
        if sys.modules.get(name) is module:
            del sys.modules[name]
        return getattr(importlib.import_module(name), attribute)

    module.__getattr__ = load
    package, _, own_name = name.rpartition(".")
    if package:
        setattr(importlib.import_module(package), own_name, module)


if __name__ == "__main__":
    main()
