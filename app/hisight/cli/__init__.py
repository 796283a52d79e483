"""The command line: one file a command, gathered here."""

import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Annotated

import typer

import hisight
from hisight.cli.passphrase import ask_passphrase
from hisight.errors import HisightError
from hisight.profiles import key_file

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
    "catalog": "catalog",
    "rule": "rule",
    "list": "list_calls",
    "follow": "follow",
    "profile": "profile",
    "session": "session",
}
"""Every command, and what it is called in the module of its name; in the order of the help."""

_HIDDEN = ("follow",)


def _without_command(
    context: typer.Context, *, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False
) -> None:
    """Traffic inspector and debugging proxy between hospital systems and a city health platform. 医院接口抓包与调试工具。

    Without a command it opens the window. A key in the environment variable HISIGHT_KEY serves every command where no
    profile names one. A mistake in the arguments is one line and exit code 2.
    """
    if version:
        typer.echo(f"hisight {hisight.version()}")
    elif context.invoked_subcommand is None:
        from hisight.cli.gui import gui

        gui()


def _app(names: Iterable[str]) -> typer.Typer:
    """The program with the commands `names`. Only those are imported: nobody who starts one waits for the others."""
    app = typer.Typer(name="hisight", pretty_exceptions_enable=False, rich_markup_mode=None)
    app.callback(invoke_without_command=True)(_without_command)
    for name in names:
        command = getattr(import_module(f"hisight.cli.{name.replace('-', '_')}"), _COMMANDS[name])
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name, hidden=name in _HIDDEN)(command)
    return app


def _wanted(arguments: list[str]) -> Iterable[str]:
    """The commands that may be meant by `arguments`: none without any, all where the help or a mistake is to be shown."""
    if not arguments:
        return ()
    return arguments[:1] if arguments[0] in _COMMANDS else _COMMANDS


def main() -> None:
    """Run the command that the arguments name; what a person can mend is one line on standard error and exit code 2."""
    key_file.ask_with(ask_passphrase)
    try:
        sys.exit(_app(_wanted(sys.argv[1:]))(standalone_mode=False, prog_name="hisight"))
    except HisightError as error:
        _complain(str(error))
    except (typer.Abort, KeyboardInterrupt):
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


def _complain(text: str) -> None:
    print(f"hisight: {' '.join(text.split())}", file=sys.stderr)  # noqa: T201 - the command line speaks here
    sys.exit(2)
