"""The interface as lines of text: the list of functions, one function, what a search found."""

import shutil
from collections.abc import Iterator, Mapping, Sequence

from hisight.catalog import Catalog, Doubt, Effect, Extra, Field, Function, Hit, Part
from hisight.columns import padded, width, wrapped
from hisight.wording import Words

_COLUMNS = 100
_NARROWEST = 28

_EFFECTS: Mapping[Effect, Words] = {
    "read": Words("查询", "read"),
    "write": Words("写入", "write"),
    "money": Words("资金", "money"),
}
_SIDES = {"request": Words("请求", "request"), "response": Words("应答", "response"), "": Words("", "")}


def listing(functions: Sequence[Function]) -> list[str]:
    """One line a function."""
    return [
        f"{one.code or '-':8}{one.name:28}{padded(str(_EFFECTS[one.effect]), 8)}{one.section:12}{one.title}"
        for one in functions
    ]


def describe(catalog: Catalog, function: Function) -> list[str]:
    """Everything about `function`: its rows with their tables and doubts, samples, return codes."""
    lines = [f"{function.label} {function.title} ({function.section or '-'}) · {_EFFECTS[function.effect]}", ""]
    if function.overlay:
        lines += [*_overlaid(function.overlay), ""]
    lines += [line for text in function.description.splitlines() for line in wrapped(text, _columns())]
    for title, part in ((Words("请求", "Request"), function.request), (Words("应答", "Response"), function.response)):
        lines += ["", f"{title}: {part.root or Words('无', 'none')}", *_table(catalog, part), *_remarks(part)]
    lines += ["", f"{Words('业务返回码', 'Return codes of its own')}:"]
    lines += [f"  {code:10}{meaning}" for code, meaning in function.return_codes.items()] or ["  -"]
    return lines


def listing_of_hits(hits: Sequence[Hit]) -> list[str]:
    """One line a hit, and further ones for a long text."""
    rows = [
        ((_where(hit), str(_SIDES[hit.part]), "" if hit.kind == "function" else hit.name), [_says(hit)]) for hit in hits
    ]
    return list(_in_columns(rows, indent=0))


def _where(hit: Hit) -> str:
    if hit.function:
        return hit.function.label
    places = {"field": "ROOT", "doubt": "ROOT", "extra": "ROOT", "return-code": "4.1", "code": "4.2", "rule": "2.2"}
    return places.get(hit.kind, "-")


def _says(hit: Hit) -> str:
    return f"? {hit.text}" if hit.kind in ("doubt", "extra") else str(hit.text)


def _table(catalog: Catalog, part: Part) -> Iterator[str]:
    """The rows in published order, each below the group that it stands in by its indentation."""
    rows = []
    for field in part.fields:
        name = "  " * _depth(part, field) + field.name
        cells = (name, field.parent, _kind(field), "√" if field.required else "")
        rows.append((cells, [field.description, *_codes(catalog, field), *map(_doubt, field.doubts)]))
        if field.overlay:
            rows[-1][1].extend(_overlaid(field.overlay))
    yield from _in_columns(rows, indent=2)


def _depth(part: Part, field: Field) -> int:
    """How many groups stand between `field` and the root."""
    places = {one.name: one.place for one in part.fields if not one.type}
    depth, place = 0, field.place
    while place in places and depth < len(places):
        depth, place = depth + 1, places[place]
    return depth


def _kind(field: Field) -> str:
    if field.list:
        return str(Words("列表", "list"))
    return f"{field.type}({field.length})" if field.length else field.type or "-"


def _codes(catalog: Catalog, field: Field) -> list[str]:
    codes = catalog.codes_of(field)
    if not codes or (not field.table and not field.overlay):  # those of the row itself stand in its description
        return []
    listed = "、".join(f"{code}-{meaning}" for code, meaning in codes.items())
    return [f"{field.table}：{listed}" if field.table else listed]


def _doubt(doubt: Doubt) -> str:
    return f"? {doubt.note} ({doubt.where})"


def _overlaid(overlay: str) -> list[str]:
    return [
        str(
            Words(
                f"! 本地修订“{overlay}”，与公布的文档不同。", f"! As the overlay “{overlay}” has it, not as published."
            )
        )
    ]


def _remarks(part: Part) -> Iterator[str]:
    """What concerns the part as a whole: contradictions, fields that only the sample knows, the samples."""
    for doubt in part.doubts:
        yield from _item(_doubt(doubt))
    for extra in part.extra:
        yield from _item(_extra(extra))
    for sample in part.samples:
        yield from ("", f"  {Words('样例', 'Sample')}:", *(f"    {line}" for line in sample.splitlines()))


def _extra(extra: Extra) -> str:
    return f"? {extra.parent}/{extra.name}: {extra.note} ({extra.where})"


def _item(text: str) -> Iterator[str]:
    first, *others = wrapped(text, _columns() - 4)
    yield from (f"  {first}", *(f"    {line}" for line in others))


def _in_columns(rows: Sequence[tuple[Sequence[str], Sequence[str]]], indent: int) -> Iterator[str]:
    """Cells in columns as wide as they need, and the texts behind them in what is left, each beginning a line."""
    if not rows:
        return
    widths = [max(map(width, column)) + 2 for column in zip(*(cells for cells, _ in rows), strict=True)]
    left = max(_columns() - indent - sum(widths), _NARROWEST)
    for cells, texts in rows:
        head = "".join(map(padded, cells, widths))
        for line in (line for text in texts for line in _hanging(text, left)):
            yield " " * indent + f"{head}{line}".rstrip()
            head = " " * sum(widths)


def _hanging(text: str, columns: int) -> list[str]:
    """`text` in lines; those after the first of a remark stand below its own first letter."""
    if not text.startswith(("? ", "! ")):
        return wrapped(text, columns)
    first, *others = wrapped(text[2:], columns - 2)
    return [text[:2] + first, *map("  {}".format, others)]


def _columns() -> int:
    """The width of the terminal, or what fits a page."""
    return max(shutil.get_terminal_size((_COLUMNS, 24)).columns, 80)
