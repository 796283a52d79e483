"""The program that Typer makes of the commands."""

from collections.abc import Container, Mapping
from importlib import import_module
from typing import Annotated

import typer

import hisight


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


def program(commands: Mapping[str, str], hidden: Container[str]) -> typer.Typer:
    """The program with `commands`, each with what it is called in the module of its name; the help leaves out the `hidden`.

    Only those are imported: nobody who starts one waits for the others.
    """
    app = typer.Typer(name="hisight", pretty_exceptions_enable=False, rich_markup_mode=None)
    app.callback(invoke_without_command=True)(_without_command)
    for name, function in commands.items():
        command = getattr(import_module(f"hisight.cli.{name.replace('-', '_')}"), function)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name, hidden=name in hidden)(command)
    return app
