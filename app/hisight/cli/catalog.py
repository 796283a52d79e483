"""`hisight catalog`: the interface in use, to read, to search, as JSON or as an XML Schema."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from hisight.catalog import Catalog, Field, Function, Hit, in_use, search
from hisight.catalog.xsd import schema
from hisight.cli.catalog_page import describe, listing, listing_of_hits
from hisight.cli.options import CatalogFolder
from hisight.errors import HisightError
from hisight.replay.compose import compose_request
from hisight.wording import Words


def catalog(
    function: Annotated[str, typer.Argument(help="FUN_CODE or name, e.g. 2005 or LockReg; without it, a list.")] = "",
    folder: CatalogFolder = None,
    *,
    text: Annotated[
        str, typer.Option("--search", metavar="TEXT", help="Show where these words stand, in Chinese or English.")
    ] = "",
    xsd: Annotated[bool, typer.Option("--xsd", help="Write the XML Schema of the function's REQ and RES.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
    request: Annotated[bool, typer.Option("--request", help="Print a request of FUNCTION to begin with.")] = False,
) -> None:
    """Look a function up in the interface: fields, types, code tables, return codes, samples, and where the text is in doubt.

    With --search the exit code is 1 when nothing was found.
    """
    interface = in_use(folder)
    chosen = [find(interface, function)] if function else list(interface.functions)
    if text.strip():
        _search(interface, chosen[0] if function else None, text, as_json=as_json)
    elif xsd:
        typer.echo(schema(interface, _only(chosen, function, "--xsd")), nl=False)
    elif request:
        typer.echo(compose_request(interface, _only(chosen, function, "--request"), datetime.now()))
    elif as_json:
        typer.echo(json.dumps(catalog_json(interface, chosen), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(describe(interface, chosen[0]) if function else listing(chosen)))


def find(interface: Catalog, name: str) -> Function:
    """The function called `name`. Raises HisightError that points to the list."""
    found = interface.function(name, name)
    if found is None:
        raise HisightError(
            Words(f"接口中没有功能 {name}。", f"the interface has no function {name}."),
            Words("运行 hisight catalog 查看全部。", "Run `hisight catalog` to see all."),
        )
    return found


def catalog_json(interface: Catalog, functions: list[Function]) -> dict[str, Any]:
    """The catalog as our public JSON, fields in published order."""
    return {
        "functions": [
            {
                "code": function.code,
                "name": function.name,
                "title": function.title,
                "section": function.section,
                "effect": function.effect,
                "request": [_field_json(field) for field in function.request.fields],
                "response": [_field_json(field) for field in function.response.fields],
                "return_codes": dict(function.return_codes),
            }
            for function in functions
        ],
        "return_codes": dict(interface.return_codes),
        "code_tables": {name: dict(codes) for name, codes in interface.code_tables.items()},
    }


def _field_json(field: Field) -> dict[str, Any]:
    names = ("name", "parent", "type", "length", "required", "description")
    return {name: getattr(field, name) for name in names}


def _only(chosen: Sequence[Function], name: str, option: str) -> Function:
    if not name:
        raise HisightError(
            Words(f"{option} 需要功能号或功能名。", f"{option} needs a function."),
            Words(f"例如 hisight catalog {option} 2005。", f"For example: hisight catalog {option} 2005."),
        )
    return chosen[0]


def _search(interface: Catalog, function: Function | None, text: str, *, as_json: bool) -> None:
    hits = [hit for hit in search(interface, text) if function in (None, hit.function)]
    if as_json:
        typer.echo(json.dumps([_hit_json(hit) for hit in hits], ensure_ascii=False, indent=2))
    elif hits:
        typer.echo("\n".join(listing_of_hits(hits)))
    else:
        typer.echo(Words(f"接口中没有“{text}”。", f"“{text}” stands nowhere in the interface."))
    if not hits:
        raise typer.Exit(1)


def _hit_json(hit: Hit) -> dict[str, str]:
    return {
        "function": hit.function.label if hit.function else "",
        "part": hit.part,
        "kind": hit.kind,
        "name": hit.name,
        "text": str(hit.text),
    }
