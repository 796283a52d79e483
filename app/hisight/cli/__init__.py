"""The command line: one file a command, gathered here."""

import sys

import typer

from hisight.errors import HisightError

app = typer.Typer(
    name="hisight",
    help="Traffic inspector and debugging proxy between hospital systems and a city health platform. 医院接口抓包与调试工具。",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command that the arguments name; an error that a person can mend is one line and exit code 2."""
    try:
        app()
    except HisightError as error:
        print(f"hisight: {error}", file=sys.stderr)  # noqa: T201 - the command line speaks here
        sys.exit(2)
