"""Decoded fields in the long format, a row for each value, for DuckDB, Spark or pandas.

SELECT value, count(*) FROM 'calls.parquet' WHERE field = 'SEX' GROUP BY value
"""

import importlib
import io
from collections.abc import Generator, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from types import ModuleType

from hisight.capture import split_url
from hisight.errors import HisightError
from hisight.export.evidence import Evidence
from hisight.export.formats.format import About, Format, Piece, as_file
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.reading import summarise
from hisight.reading.lines import lines
from hisight.wording import Language, Words

_AT_ONCE = 20_000
"""Rows of a row group: what is held in memory as Python objects."""
_COLUMNS = {
    "call": "int64",
    "time": "timestamp",
    "duration_ms": "float64",
    "target": "string",
    "fun_code": "string",
    "function": "string",
    "return_code": "string",
    "signature": "string",
    "severity": "string",
    "failed": "bool_",
    "direction": "string",
    "path": "string",
    "field": "string",
    "kind": "string",
    "value": "string",
    "meaning": "string",
}
"""The columns and their types. `kind` is envelope, value, unknown (no such field is published) or missing (value is null)."""


def make(calls: Iterable[Evidence], about: About) -> Generator[Piece, None, None]:
    """A Parquet file of the fields of `calls`. Raises HisightError when pyarrow is not there."""
    arrow, parquet = _arrow("pyarrow"), _arrow("pyarrow.parquet")
    types = {"timestamp": arrow.timestamp("us", tz="UTC")}
    schema = arrow.schema(
        [(name, types.get(kind) or getattr(arrow, kind)()) for name, kind in _COLUMNS.items()],
        metadata={"created_by": "HISight", "note": about.note},
    )
    file = io.BytesIO()
    rows = (row for call in calls for row in rows_of(call, about.language))
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while some := list(islice(rows, _AT_ONCE)):
            columns = zip(*some, strict=True)
            arrays = [arrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
            texts = dict.fromkeys(cell for row in some for cell in row if isinstance(cell, str))
            yield Piece("calls.parquet", b"", "\n".join(texts).encode())
    yield Piece("calls.parquet", file.getvalue(), shown=b"")  # each value in it was shown


def rows_of(call: Evidence, language: Language) -> Iterator[tuple[object, ...]]:
    """A row for each value of the sides of `call` that leave, as `_COLUMNS` has them."""
    exchange, summary = call.exchange, summarise(call.reading)
    about_call = (
        exchange.id,
        datetime.fromtimestamp(exchange.started, UTC),
        call.duration_ms,
        split_url(exchange.url).netloc,
        call.clean(summary.fun_code),
        call.clean(summary.function),
        call.clean(summary.return_code),
        summary.signature,
        summary.severity,
        summary.failed,
    )
    for subject in call.reading.subjects:
        if call.readable(subject.direction) is None:
            continue
        for top in lines(subject, ()):
            for line in top.walk():
                # The sealed payload follows, opened; a group has no value of its own.
                if line.kind != "group" and line.name != PAYLOAD_NAME[subject.direction]:
                    value = None if line.kind == "missing" else _text(line.value)
                    meaning = _text(line.meaning.in_(language))
                    place = (subject.direction, line.path, line.name, line.kind)
                    yield (*about_call, *place, value, meaning)


def _text(text: str) -> str:
    return text.encode("utf-8", "replace").decode()  # a lone surrogate is no text for Parquet


def _arrow(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise HisightError(
            Words("导出 Parquet 需要 pyarrow，尚未安装。", "Parquet needs pyarrow, which is not installed."),
            Words("请运行 pip install 'hisight[parquet]'。", "Run: pip install 'hisight[parquet]'"),
        ) from None


FORMAT = Format(
    "parquet",
    ".parquet",
    Words("Parquet 字段表", "Parquet of fields"),
    Words(
        "每个字段值一行，带含义，供 DuckDB、Spark、pandas 分析。",
        "A row for each decoded value with its meaning, for DuckDB, Spark or pandas.",
    ),
    as_file(make),
)
