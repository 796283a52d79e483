"""A filter on the command line: which calls, in the language of the window."""

from typing import Annotated

import typer

from hisight.capture import Filter
from hisight.capture.filtering import QueryError
from hisight.columns import width

FilterText = Annotated[
    str, typer.Option("--filter", metavar="FILTER", help="Only calls that it lets through; see `hisight list --help`.")
]


def asked(text: str) -> Filter:
    """The filter that `text` is. One that cannot be understood is said with its place, and ends the command with code 2."""
    chosen = Filter(text)
    try:
        chosen.asks()
    except QueryError as error:
        shown = "".join(character if character.isprintable() else " " for character in text)
        mark = " " * width(shown[: error.start]) + "^" * max(1, width(shown[error.start : error.end]))
        typer.echo(f"hisight: {error}\n  {shown}\n  {mark}", err=True)
        raise typer.Exit(2) from None
    return chosen
