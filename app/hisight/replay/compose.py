"""A request made from the catalog alone: something to begin with where no recorded call is at hand."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from hisight.catalog import Catalog, Field, FieldNode, Function, Part
from hisight.checks.dates import fits, written
from hisight.privacy.stand_ins import check_digit
from hisight.protocol import document, markup
from hisight.replay.renewal import fresh_number, made_up_by

_BORN = date(1990, 1, 1)
_ID_DIGITS = f"000000{_BORN:%Y%m%d}001"  # nobody is of region 000000; the odd serial makes it a man's
_NOBODY: Mapping[str, str] = {
    "name": "测试患者",
    "id-number": _ID_DIGITS + check_digit(_ID_DIGITS),
    "phone": "10000000000",
    "card": "1000000001",
    "birthday": f"{_BORN:%Y-%m-%d}",
    "address": "示例市示例路 1 号",
    "password": "000000",
    "result": "示例结果",
    "diagnosis": "示例诊断",
    "company": "示例单位",
}
"""A patient who does not exist, by kind of patient data. Published samples name people whose numbers may be somebody's."""

_USUAL: Mapping[str, str] = {"PAGE_SIZE": "20"}  # one row a page would show nothing
_INDENT = "  "
_LONGEST_NUMBER = 32  # characters


def compose_request(catalog: Catalog, function: Function, now: datetime, hospital_id: str = "") -> str:
    """The payload of a request of `function` that conforms to `catalog`, indented; empty where it has none.

    A required field has the first code of its table, today's date, an invented patient, or what the published sample says
    where that conforms; a number that the platform makes up is a new one. An optional one has what the sample says, else it
    is there and empty, to be filled or taken out.
    `hospital_id` goes before the sample's, which is no hospital's.
    """
    values = _Values(catalog, _samples(function.request, hospital_id), now, made_up_by(function))
    return _composed(function.request, values)


def compose_answer(catalog: Catalog, function: Function, now: datetime) -> str:
    """The payload of an answer of `function`, likewise."""
    return _composed(function.response, _Values(catalog, _samples(function.response), now))


def _composed(part: Part, values: "_Values") -> str:
    return "\n".join(_written(part.tree, values, "")) if part.root else ""


def compose_element(catalog: Catalog, function: Function, node: FieldNode, now: datetime | None = None) -> str:
    """The field or row `node` of a request of `function`, filled as `compose_request` does; an optional field is there and empty."""
    values = _Values(catalog, _samples(function.request), now or datetime.now(), made_up_by(function))
    return "\n".join(_written(node, values, "")) or f"<{node.name}></{node.name}>"


def nobody(field: Field) -> str:
    """What `field` says about the patient who does not exist; empty where that is not known."""
    return _NOBODY.get(field.patient, "")[: field.length]


_HOSPITAL = ("HOSPITAL_ID", "HOSPITAL_MARK", "APP_HOSPITAL_MAR", "HOSPITALID")
"""What the interface calls the number of the hospital; in one table it was cut."""


def _samples(part: Part, hospital_id: str = "") -> dict[str, str]:
    """By name what the published samples of a part have in its fields; the first value of each, the hospital's as given."""
    samples = dict.fromkeys(_HOSPITAL, hospital_id) if hospital_id else {}
    for sample in part.samples:
        root = document.read(sample).root
        for node in root.walk() if root else ():
            if not node.children and node.value.strip():
                samples.setdefault(node.name, node.value.strip())
    return samples


class _Values:
    """What stands in the fields of one message."""

    def __init__(
        self, catalog: Catalog, samples: Mapping[str, str], now: datetime, made_up: Collection[str] = ()
    ) -> None:
        self._catalog = catalog
        self._made_up = made_up
        self._samples = samples
        self._now = now

    def of(self, field: Field) -> str:
        """The value of `field`; empty for an optional one that the sample leaves out or fills wrongly."""
        if field.name in self._made_up:
            return fresh_number(self._now)[-(field.length or _LONGEST_NUMBER) :]
        sample = self._sample(field)
        conditional = any(doubt.when for doubt in field.doubts if doubt.kind == "conditional")
        if not (sample or field.required or conditional):
            return ""
        codes = self._catalog.codes_of(field)
        if codes:
            return sample if sample in codes else next(iter(codes))
        if field.patient == "birthday":
            return written(field.format or "YYYY-MM-DD", datetime.combine(_BORN, self._now.time()))
        if field.format:
            ends = field.name.startswith("END")
            return written(field.format, self._now.replace(hour=23, minute=59, second=59) if ends else self._now)
        value = (
            _NOBODY.get(field.patient)
            or sample
            or _USUAL.get(field.name)
            or ("1.00" if "小数点后两位" in field.description else "1")
        )
        return value[: field.length]

    def _sample(self, field: Field) -> str:
        """What the published sample has in `field`, where that conforms."""
        value = self._samples.get(field.name, "")
        codes = self._catalog.codes_of(field)
        whole = field.type in ("Int", "Long") or field.unit == "fen"
        if (
            (codes and value not in codes)
            or (field.length is not None and len(value) > field.length)
            or (field.format and not fits(value, field.format))
            or (whole and not value.removeprefix("-").isdecimal())
            or not (codes or value.isascii() or "NAME" in field.name)  # it explains the field instead of filling it
            or not value.strip(".…")
        ):
            return ""
        return value


def _written(node: FieldNode, values: _Values, margin: str) -> Iterator[str]:
    """The lines of `node`."""
    if node.field is not None and not node.children:
        value = values.of(node.field)
        if value or not node.field.list:  # an empty element of a list would be an element without content
            yield f"{margin}<{node.name}>{markup.escape(value)}</{node.name}>"
        return
    yield f"{margin}<{node.name}>"
    for child in node.children:
        yield from _written(child, values, margin + _INDENT)
    yield f"{margin}</{node.name}>"
