"""The command line: one file a command, gathered here."""

import sys
from typing import Annotated

import typer

from hisight import __version__
from hisight.cli.ca import ca
from hisight.cli.capture import capture
from hisight.cli.catalog import catalog
from hisight.cli.check import check
from hisight.cli.compare import compare_command
from hisight.cli.demo import demo
from hisight.cli.export import export
from hisight.cli.follow import follow
from hisight.cli.gui import gui
from hisight.cli.inspect import inspect
from hisight.cli.list import list_calls
from hisight.cli.mock import mock
from hisight.cli.profile import ask_passphrase, profile
from hisight.cli.replay import replay
from hisight.cli.rule import rule
from hisight.cli.session import session
from hisight.cli.verify import verify
from hisight.errors import HisightError
from hisight.profiles import key_file

app = typer.Typer(
    name="hisight",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def without_command(
    context: typer.Context, *, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False
) -> None:
    """Traffic inspector and debugging proxy between hospital systems and a city health platform. 医院接口抓包与调试工具。

    Without a command it opens the window. A key in the environment variable HISIGHT_KEY serves every command where no
    profile names one. A mistake in the arguments is one line and exit code 2.
    """
    if version:
        typer.echo(f"hisight {__version__}")
    elif context.invoked_subcommand is None:
        gui()


for command in (gui, capture, ca, demo, inspect, verify, check, replay, export, catalog, rule):
    app.command()(command)
app.command("compare")(compare_command)
app.command("list")(list_calls)
app.add_typer(profile, name="profile")
app.add_typer(session, name="session")
app.add_typer(mock, name="mock")
app.command(hidden=True)(follow)


def main() -> None:
    """Run the command that the arguments name; what a person can mend is one line on standard error and exit code 2."""
    key_file.ask_with(ask_passphrase)
    try:
        sys.exit(app(standalone_mode=False, prog_name="hisight"))
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
