"""Options that several commands take."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from hisight.protocol import CIPHERS, RULES
from hisight.protocol.charset import CHOICES


class Side(StrEnum):
    """The sides of a call, as a choice on the command line."""

    REQUEST = "request"
    RESPONSE = "response"


CatalogFolder = Annotated[
    Path | None,
    typer.Option(
        "--catalog",
        metavar="DIR",
        help="Folder with TOML files that correct or extend the interface. Default: `catalog` in the data folder, if any.",
    ),
]
Direction = Annotated[Side | None, typer.Option(help="Which side it is. Default: the message tells.")]
ContentType = Annotated[str, typer.Option(help="Content-Type it came with, e.g. 'text/xml; charset=gbk'.")]
Charset = Annotated[
    str, typer.Option(help=f"Read it in this charset, whatever it is: {', '.join(name for name, _ in CHOICES)} ...")
]
Status = Annotated[int, typer.Option(help="HTTP status it came with, for a response.", min=0, max=999)]
FunCode = Annotated[str, typer.Option(help="FUN_CODE or name, for a message that does not say it.")]
SharedKey = Annotated[str, typer.Option("--key", help="The shared key. Default: the variable HISIGHT_KEY.")]
Cipher = Annotated[str, typer.Option(help=f"auto, {', '.join(CIPHERS)}.")]
Rule = Annotated[str, typer.Option(help=f"auto, {', '.join(RULES)}.")]
ProfileName = Annotated[
    str, typer.Option("--profile", help="Read it as this profile says: key, cipher, rule, severities.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
