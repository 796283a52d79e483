"""Options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

CatalogFolder = Annotated[
    Path | None,
    typer.Option(
        "--catalog",
        metavar="DIR",
        help="Folder with TOML files that correct or extend the interface. Default: `catalog` in the data folder, if any.",
    ),
]
