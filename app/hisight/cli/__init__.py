"""The command line: one file a command, gathered here."""

import sys
from collections.abc import Iterable

from hisight.cli import ahead
from hisight.errors import HisightError

_COMMANDS = {
    "gui": "gui",
    "capture": "capture",
    "ca": "ca",
    "demo": "demo",
    "inspect": "inspect",
    "verify": "verify",
    "verify-bundle": "verify_bundle",
    "check": "check",
    "report": "report",
    "replay": "replay",
    "compare": "compare_command",
    "mock": "mock",
    "export": "export",
    "import": "import_files",
    "catalog": "catalog",
    "rule": "rule",
    "list": "list_calls",
    "follow": "follow",
    "profile": "profile",
    "session": "session",
}
"""Every command, and what it is called in the module of its name; in the order of the help."""

_HIDDEN = ("follow",)


def _wanted(arguments: list[str]) -> Iterable[str]:
    """The commands that may be meant by `arguments`: none without any, all where the help or a mistake is to be shown."""
    if not arguments:
        return ()
    return arguments[:1] if arguments[0] in _COMMANDS else _COMMANDS


def main() -> None:
    """Run the command that the arguments name; what a person can mend is one line on standard error and exit code 2."""
    ahead.begin(sys.argv[1:])  # what else is needed is imported meanwhile
    from typer import Abort

    from hisight.cli.passphrase import ask_passphrase
    from hisight.cli.program import program
    from hisight.profiles import key_file

    key_file.ask_with(ask_passphrase)
    try:
        chosen = {name: _COMMANDS[name] for name in _wanted(sys.argv[1:])}
        sys.exit(program(chosen, _HIDDEN)(standalone_mode=False, prog_name="hisight"))
    except HisightError as error:
        _complain(str(error))
    except (Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone (| head): nothing is left to be said
        sys.exit(1)
    except Exception as error:
        # Typer carries a copy of Click whose exceptions it does not export; they are known by what they can do.
        if not hasattr(error, "format_message"):
            raise
        context = getattr(error, "ctx", None)
        name = context.command_path if context is not None else "hisight"
        _complain(f"{error.format_message().rstrip('.')}. See: {name} --help")
    finally:
        ahead.give_up()


def _complain(text: str) -> None:
    print(f"hisight: {' '.join(text.split())}", file=sys.stderr)  # noqa: T201 - the command line speaks here
    sys.exit(2)
