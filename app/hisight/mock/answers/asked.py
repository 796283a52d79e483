"""What a request asks for, by the names of the published table."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from hisight.catalog import FieldNode, Function
from hisight.mock.content import Content, rows, values
from hisight.mock.filling import Known
from hisight.mock.refusal import WRONG_PARAMETER, Refusal
from hisight.protocol.document import Node

Answer = Content | Known
"""What a function answers: all of it, or what it knows, to be filled in from the catalog."""

HOSPITAL_NAMES = ("HOSPITAL_ID", "HOSPITAL_MARK", "APP_HOSPITAL_MAR", "HOSPITALID")
"""What the functions call the number of the hospital."""
_COUNT = re.compile("0*[1-9][0-9]{0,8}")
_Row = TypeVar("_Row")


class Asked(dict[str, str]):
    """The values of the REQ document by name; one that is missing reads as empty."""

    def __init__(self, root: Node | None, function: Function) -> None:
        super().__init__(_published(values(root), function))
        self._root = root

    def __missing__(self, name: str) -> str:
        return ""

    @property
    def hospital(self) -> str:
        """HOSPITAL_ID, by whatever name the function has for it."""
        return next((self[name] for name in HOSPITAL_NAMES if self[name]), "")

    def rows(self, group: str) -> list[dict[str, str]]:
        """The values in each element `group`."""
        return list(rows(self._root, group))

    def lacks(self, function: Function) -> bool:
        """Whether a value is missing that the request of `function` must have, where the text is of one mind about it."""
        return self._root is None or _lacks(self._root, function.request.tree)

    def day(self, name: str) -> date:
        """A field as a day; refuses with 1 when it is none."""
        try:
            return datetime.strptime(self[name], "%Y-%m-%d").date()
        except ValueError:
            raise Refusal(WRONG_PARAMETER) from None

    def days(self, first: str, last: str) -> tuple[date, date]:
        """Two fields as the first day and the last; for an empty one the first or last day of all."""
        return (self.day(first) if self[first] else date.min, self.day(last) if self[last] else date.max)

    @property
    def person(self) -> dict[str, str]:
        """What the request says of a patient, for a new file; refuses with 1 for a birthday that is no day."""
        self.day("BIRTHDAY")
        return {"sex": self["SEX"], "birthday": self["BIRTHDAY"], "mobile": self["MOBILE"]}

    def page(self, found: Sequence[_Row]) -> Sequence[_Row]:
        """The rows on the page that is asked for; refuses with 1 when there is no such page."""
        number, size = self["PAGE_CURRENT"] or "1", self["PAGE_SIZE"] or str(len(found) or 1)
        if not (_COUNT.fullmatch(number) and _COUNT.fullmatch(size)):
            raise Refusal(WRONG_PARAMETER)
        start = (int(number) - 1) * int(size)
        return found[start : start + int(size)]


def _published(found: dict[str, str], function: Function) -> Mapping[str, str]:
    """The values with those under a spelling of the samples under their published names, too."""
    for field in function.request.fields:
        for spelling in field.doubted("sample-spelling"):
            if spelling in found:
                found.setdefault(field.name, found[spelling])
    return found


def _lacks(node: Node, known: FieldNode) -> bool:
    inside: dict[str, list[Node]] = {}
    for child in node.children:
        inside.setdefault(child.name, []).append(child)
    for spec in known.children:
        field = spec.field
        assert field is not None
        there = [one for name in (spec.name, *field.doubted("sample-spelling")) for one in inside.get(name, ())]
        open_to_doubt = field.doubted("optional") or field.doubted("conditional") or field.doubted("wrong-parent")
        wanted = field.required and not open_to_doubt
        if spec.children:
            if (wanted and not there and not field.list) or any(_lacks(one, spec) for one in there):
                return True
        elif wanted and not any(one.value.strip() for one in there):
            return True
    return False
