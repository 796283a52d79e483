"""What the filter field offers while somebody types: the names of the language, and the values that are known of each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from hisight.capture import Row
from hisight.capture.filtering import NAMES, Completion, complete
from hisight.capture.filtering.names import named
from hisight.capture.filtering.tokens import Token, quoted, scan
from hisight.catalog import Catalog
from hisight.checks import all_rules
from hisight.gui.marks import MARKS
from hisight.wording import Words

MOST = 40
"""More nobody reads."""
_UNMARKED = Words("没有标记", "no mark")


class Suggestions:
    """Completes with the interface in `catalog`, with what stands in `rows`, and with what the session knows of a name."""

    def __init__(
        self, catalog: Catalog, rows: Callable[[], Iterable[Row]], known: Callable[[str], Iterable[str]]
    ) -> None:
        self._catalog = catalog
        self._rows = rows
        self._known = known

    @cached_property
    def _fields(self) -> list[str]:
        return field_names(self._catalog)

    @cached_property
    def _meanings(self) -> Mapping[str, Mapping[str, Words]]:
        return {
            "fun": _functions(self._catalog),
            "code": _return_codes(self._catalog),
            "finding": {rule.code: Words(rule.name, rule.name) for rule in all_rules().values()},
            "mark": {"0": _UNMARKED} | {str(colour): mark.words for colour, mark in enumerate(MARKS, 1)},
        }

    def of(self, text: str, cursor: int) -> list[Completion]:
        """What `text` may become at `cursor`, the likeliest first, at most `MOST`; values are found by their meaning too."""
        found = complete(text, cursor, self._values)
        written = text[:cursor]
        token = next((one for one in scan(written) if one.end == len(written)), None)
        if token is None:
            return found[:MOST]
        if token.piece == "term":
            return self._explained(found, token)[:MOST]
        return [*_operators(token), *found][:MOST]

    def _values(self, name: str) -> Iterable[str]:
        if not name:
            return self._fields
        if name in self._meanings:
            return self._meanings[name]
        seen = _seen(name, self._rows()) if name in _SEEN else []
        return list(dict.fromkeys((*seen, *self._known(name))))

    def _explained(self, found: list[Completion], token: Token) -> list[Completion]:
        name = named(token.name)
        meanings = self._meanings.get(name.name, {}) if name else {}
        known = {completion.text for completion in found}
        begun = token.value.casefold()
        also = [
            Completion(quoted(value), token.value_start, token.end, meaning)
            for value, meaning in meanings.items()
            if value not in known and begun and any(begun in words.casefold() for words in meaning)
        ]
        return [replace(one, help=meanings.get(one.text, one.help)) for one in found] + also


def _operators(token: Token) -> list[Completion]:
    """What may follow a name that is written out."""
    name = NAMES.get(token.value) if token.piece == "word" else None
    if name is None:
        return []
    return [
        Completion(f"{name.name}{one}", token.start, token.end, _OPERATORS[one])
        for one in name.operators
        if one in _OPERATORS
    ]


_OPERATORS = {
    "!=": Words("不等于", "is not"),
    ">": Words("大于", "more than"),
    ">=": Words("不小于", "at least"),
    "<": Words("小于", "less than"),
    "<=": Words("不大于", "at most"),
}


def _functions(catalog: Catalog) -> dict[str, Words]:
    return {
        function.code or function.name: Words(f"{function.name} {function.title}", f"{function.name} {function.title}")
        for function in sorted(catalog.functions, key=lambda function: function.code or "~")
    }


def _return_codes(catalog: Catalog) -> dict[str, Words]:
    codes = dict(catalog.return_codes)
    for function in catalog.functions:
        codes = dict(function.return_codes) | codes
    return {code: Words(codes[code], codes[code]) for code in sorted(codes, key=lambda code: (len(code), code))}


def field_names(catalog: Catalog) -> list[str]:
    """The fields of the interface, each once."""
    parts = [catalog.envelope_request, catalog.envelope_response]
    for function in catalog.functions:
        parts += (function.request, function.response)
    return sorted({field.name for part in parts for field in part.fields})


_SEEN: Mapping[str, Callable[[Row], str]] = {
    "user": lambda row: row.summary.user_id if row.summary else "",
    "hospital": lambda row: row.summary.hospital_id if row.summary else "",
    "host": lambda row: row.url.partition("://")[2].partition("/")[0],
    "status": lambda row: str(row.status),
    "comment": lambda row: row.comment,
}


def _seen(name: str, rows: Iterable[Row]) -> list[str]:
    """The values of `name` in `rows`, the commonest first."""
    counts: dict[str, int] = {}
    for row in rows:
        value = _SEEN[name](row)
        counts[value] = counts.get(value, 0) + 1
    return sorted((value for value in counts if value), key=lambda value: -counts[value])
