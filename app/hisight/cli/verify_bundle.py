"""`hisight verify-bundle`: whether a bundle is as it was written, and whether its calls are judged alike here."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from hisight.cli.opening import show_progress
from hisight.cli.options import CatalogFolder
from hisight.imports.bundle_session import verify
from hisight.reading import Reader


def verify_bundle(
    file: Annotated[Path, typer.Argument(help="The bundle (*.hisight.zip).")],
    session: Annotated[
        Path | None, typer.Option(help="Keep its calls as this session file. Default: among the files of HISight.")
    ] = None,
    catalog: CatalogFolder = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Judge every call of a bundle again, from the bytes in it, and say what differs from what was written.

    The calls are read with the profile and the throwaway key that came with them: no key and no profile is needed here. Every
    file is held against its SHA-256. Exit code 0 when all is alike, else 1.
    """
    verified = verify(file, Reader.default(catalog_folder=catalog), session, progress=show_progress)
    if as_json:
        told = {
            "session": str(verified.session),
            "author": asdict(verified.author),
            "reader": verified.reader,
            "calls": verified.calls,
            "alike": verified.alike,
            "keyless": verified.keyless,
            "differing": [
                {"id": one.number, "differences": [str(words) for words in one.differences]}
                for one in verified.differing
            ],
            "damage": [{"file": one.name, "what": str(one.what)} for one in verified.damage],
        }
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        typer.echo(verified.words)
        for line in verified.lines():
            typer.echo(f"  {line}")
        typer.echo(str(verified.session))
    if not verified.alike:
        raise typer.Exit(1)
