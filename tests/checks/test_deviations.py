"""One deviation in a good message comes back as one finding of the right name: any function, any field, either side."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.checks.conftest import good_xml

from hisight.catalog import Field, FieldNode, published
from hisight.checks import Severity
from hisight.checks.spelling import meant_fields
from hisight.protocol import Scheme, xml
from hisight.reading import Reader

CATALOG = published()
READER = Reader(CATALOG, scheme=Scheme())


@dataclass(frozen=True)
class Place:
    """An element of a good message, its row, and the group it stands in."""

    element: xml.Element
    node: FieldNode
    group: FieldNode

    @property
    def field(self) -> Field:
        assert self.node.field is not None
        return self.node.field

    @property
    def is_value(self) -> bool:
        return bool(self.field.type) and not self.node.children

    @property
    def is_demanded(self) -> bool:
        return self.field.required and not self.has_doubt("optional", "conditional")

    def has_doubt(self, *kinds: str) -> bool:
        return any(doubt.kind in kinds for doubt in self.field.doubts)


def places(element: xml.Element, node: FieldNode) -> Iterator[Place]:
    for child in element:
        inside = node.by_name[child.tag]
        yield Place(child, inside, node)
        yield from places(child, inside)


@dataclass(frozen=True)
class Deviation:
    """One way in which a peer departs from the interface: what it should be called, where it can be, how it is made."""

    finding: str
    suits: Callable[[Place], bool]
    make: Callable[[Place], None]


def value(text: str) -> Callable[[Place], None]:
    def make(place: Place) -> None:
        place.element.text = text

    return make


def too_long(place: Place) -> None:
    place.element.text = "长" * (place.field.length + 1)


def removed(place: Place) -> None:
    place.element.getparent().remove(place.element)


def repeated(place: Place) -> None:
    again = etree.Element(place.element.tag)
    again.text = place.element.text
    place.element.addnext(again)


def joined_by_a_stranger(place: Place) -> None:
    stranger = etree.Element("WECHAT_NICKNAME")
    stranger.text = "1"
    place.element.addnext(stranger)


def emptied(place: Place) -> None:
    place.element.clear()


def moved_to_the_root(place: Place) -> None:
    place.element.getroottree().getroot().append(place.element)


def in_lower_case(name: str) -> str:
    return name.lower()


def without_separators(name: str) -> str:
    return name.replace("_", "")


def with_swapped_letters(name: str) -> str:
    return f"{name[:-2]}{name[-1]}{name[-2]}"


def with_another_letter(name: str) -> str:
    return f"{name[:-1]}Q"


def family_name(name: str) -> str:
    return {"HOSPITAL_ID": "HOS_ID"}.get(name, name)


def renamed(new_name: Callable[[str], str]) -> Deviation:
    def suits(place: Place) -> bool:
        """True where the new name can only mean the old field."""
        name = place.element.tag
        new = new_name(name)
        beside = [child.tag for child in place.element.getparent() if child is not place.element]
        extra = any(new == name for name in place.field.doubted("sample-spelling"))
        meant = meant_fields([new, *beside], place.group.by_name).get(new)
        return place.is_value and new != name and not extra and meant is place.node

    def make(place: Place) -> None:
        place.element.tag = new_name(place.element.tag)

    return Deviation("misnamed-field", suits, make)


def is_number(place: Place) -> bool:
    return place.is_value and place.field.type in ("Int", "Long") and not place.has_doubt("type")


def is_day(place: Place) -> bool:
    return place.is_value and place.field.format == "YYYY-MM-DD" and not place.has_doubt("date-format")


def is_free_text(place: Place) -> bool:
    field = place.field
    free = field.type == "String" and not (field.format or field.unit or CATALOG.codes_of(field))
    return (
        place.is_value
        and free
        and field.length is not None
        and not (place.has_doubt("too-short", "unit") or field.success)
    )


def is_code(place: Place) -> bool:
    codes = CATALOG.codes_of(place.field)
    return place.is_value and codes is not None and "98" not in codes and not place.has_doubt("type", "enumeration")


def is_only_here(place: Place) -> bool:
    """True for a value inside a group whose name has one place in the whole part, so that the root is a wrong place for it."""
    root = place.element.getroottree().getroot()
    alone = len(root.findall(f".//{place.element.tag}")) == 1
    elsewhere = place.has_doubt("sample-parent", "wrong-parent", "optional", "conditional")
    return place.is_value and place.group.field is not None and alone and not elsewhere


DEVIATIONS = (
    Deviation("missing-required", lambda place: place.is_value and place.is_demanded, removed),
    Deviation("empty-required", lambda place: place.is_value and place.is_demanded, value(" ")),
    Deviation("unknown-field", lambda place: place.is_value, joined_by_a_stranger),
    Deviation(
        "repeated-field", lambda place: place.is_value and not place.field.list and place.node.times == 1, repeated
    ),
    Deviation("missing-list-item", lambda place: place.field.list and bool(place.node.children), emptied),
    Deviation("too-long", is_free_text, too_long),
    Deviation("not-a-number", is_number, value("many")),
    Deviation("bad-date", is_day, value("2026-02-30")),
    Deviation("other-date-format", is_day, value("2026/02/28")),
    Deviation("unknown-code", is_code, value("98")),
    Deviation("money-unit", lambda place: place.field.unit == "fen" and not place.has_doubt("unit"), value("12.50")),
    Deviation("misplaced-field", is_only_here, moved_to_the_root),
    *map(renamed, (in_lower_case, without_separators, with_swapped_letters, with_another_letter, family_name)),
)


def sides() -> list[tuple[str, str]]:
    """(function, direction) of every payload that the catalog has."""
    return [
        (function.code or function.name, direction)
        for function in CATALOG.functions
        for direction, part in (("request", function.request), ("response", function.response))
        if part.fields
    ]


def deviating(
    code: str, direction: str, deviation: Deviation, choose: Callable[[list[Place]], Place | None]
) -> str | None:
    """A good message with one deviation; None where the function has no place for it."""
    function = CATALOG.function(code)
    part = function.request if direction == "request" else function.response
    root = xml.parse(good_xml(CATALOG, part.tree))
    place = choose([one for one in places(root, part.tree) if deviation.suits(one)])
    if place is None:
        return None
    deviation.make(place)
    return etree.tostring(root, encoding="unicode")


def findings(code: str, direction: str, text: str) -> list[tuple[str, str]]:
    found = READER.read_alone(direction, text.encode(), fun_code=code).findings
    return [(one.name, one.path) for one in found if one.severity is not Severity.NOTE]


@given(data=st.data(), side=st.sampled_from(sides()), deviation=st.sampled_from(DEVIATIONS))
def test_one_deviation_is_one_finding_of_its_name(data, side, deviation):
    text = deviating(*side, deviation, lambda found: data.draw(st.sampled_from(found)) if found else None)
    if text is not None:
        assert [name for name, _ in findings(*side, text)] == [deviation.finding], text
