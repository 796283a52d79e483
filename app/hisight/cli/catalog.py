"""`hisight catalog`: the published interface, to read or as JSON."""

import json
import unicodedata
from datetime import datetime
from typing import Annotated, Any

import typer

from hisight.catalog import Catalog, Field, Function, Part, published
from hisight.errors import HisightError
from hisight.replay.compose import compose_request
from hisight.wording import Words, language


def catalog(
    function: Annotated[str, typer.Argument(help="FUN_CODE or name, e.g. 2005 or LockReg; without it, a list.")] = "",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
    request: Annotated[bool, typer.Option("--request", help="Print a request of FUNCTION to begin with.")] = False,
) -> None:
    """Look a function up in the published interface: fields, types, code tables, return codes, samples."""
    interface = published()
    chosen = [find(interface, function)] if function else list(interface.functions)
    if request:
        typer.echo(_request(interface, chosen))
        return
    if as_json:
        typer.echo(json.dumps(catalog_json(interface, chosen), ensure_ascii=False, indent=2))
    elif function:
        typer.echo("\n".join(_describe(interface, chosen[0])))
    else:
        effects = {"read": Words("查询", "read"), "write": Words("写入", "write"), "money": Words("资金", "money")}
        for one in chosen:
            typer.echo(f"{one.code or '-':8}{one.name:28}{effects[one.effect]!s:8}{one.section:12}{one.title}")


def find(interface: Catalog, name: str) -> Function:
    """The function called `name`. Raises HisightError that points to the list."""
    found = interface.function(name, name)
    if found is None:
        raise HisightError(
            Words(f"接口中没有功能 {name}。", f"the interface has no function {name}."),
            Words("运行 hisight catalog 查看全部。", "Run `hisight catalog` to see all."),
        )
    return found


def _request(interface: Catalog, chosen: list[Function]) -> str:
    if len(chosen) != 1:
        raise HisightError(
            Words("--request 需要一个功能。", "--request needs a function."),
            Words("如 hisight catalog 2005 --request。", "E.g. hisight catalog 2005 --request."),
        )
    return compose_request(interface, chosen[0], datetime.now())


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


def _describe(interface: Catalog, function: Function) -> list[str]:
    lines = [f"{function.label} {function.title} ({function.section})", "", function.description, ""]
    for title, part in ((Words("请求", "Request"), function.request), (Words("应答", "Response"), function.response)):
        lines += [f"{title}:", *_table(interface, part), ""]
    lines.append(str(Words("业务返回码：", "Return codes of its own:")))
    lines += [f"  {code:10}{meaning}" for code, meaning in function.return_codes.items()] or ["  -"]
    return lines


def _table(interface: Catalog, part: Part) -> list[str]:
    if not part.fields:
        return [str(Words("  无", "  none"))]
    name_width = max(len(field.name) for field in part.fields) + 2
    parent_width = max(len(field.parent) for field in part.fields) + 2
    lines = []
    for field in part.fields:
        kind = f"{field.type}({field.length})" if field.length else field.type or "-"
        mark = "√" if field.required else " "
        lines.append(f"  {field.name:{name_width}}{field.parent:{parent_width}}{kind:14}{mark}  {field.description}")
        codes = interface.codes_of(field) if field.table else None
        if codes:
            lines.append(
                _indented(name_width + parent_width, "、".join(f"{code}-{text}" for code, text in codes.items()))
            )
        lines += [_indented(name_width + parent_width, f"? {doubt.note.in_(language())}") for doubt in field.doubts]
    return [unicodedata.normalize("NFC", line) for line in lines]


def _indented(width: int, text: str) -> str:
    return " " * (width + 19) + text
