"""The published interface as data: functions, their two parts, fields, code tables, return codes."""

import dataclasses
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from hisight.wording import Words

Effect = Literal["read", "write", "money"]
Step = Literal["", "lock", "release", "order", "cancel", "pay", "refund"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place where the published text contradicts itself or leaves a field open."""

    kind: str
    """What sort: `sample-spelling`, `optional`, `wrong-parent`, `enumeration`, `too-short` ... (see the README)."""
    value: str
    """The other reading: the other spelling, the real parent, the needed length ..."""
    note: Words
    """The contradiction in one sentence."""
    where: str
    """Section of the text, and whether table or sample."""
    when: str = ""
    """For `conditional`: `FIELD=value,value` where a program can tell (`FIELD=`: absent or empty); else empty."""


@dataclass(frozen=True, slots=True)
class Field:
    """One row of a published table, and what we read into it."""

    name: str
    """节点名称."""
    parent: str
    """父节点名称, as printed, even where it cannot be right."""
    type: str
    """数据类型: `String`, `Int`, `Long` ...; empty for groups."""
    length: int | None
    """The number in String(32), in characters; None when none is printed."""
    required: bool
    """必填: true where the text prints √."""
    description: str
    """说明."""
    place: str
    """The parent where the field really stands."""
    list: bool = False
    """True for a group that may occur several times."""
    table: str = ""
    """The code table of 4.2 that its values come from."""
    codes: Mapping[str, str] | None = None
    """The values that the row itself enumerates."""
    success: tuple[str, ...] = ()
    """For a field that says once more whether the call succeeded: the values that mean yes; empty for any other field."""
    unit: str = ""
    """`fen` or `yuan` for money."""
    format: str = ""
    """Date or time format in YYYY MM DD HH24 MI SS."""
    patient: str = ""
    """What it says about a patient (`name`, `id-number`, `phone` ...); empty for what is not about one."""
    key: str = ""
    """The business key it carries: `lock`, `order`, `hosp-order`, `patient`, `receipt`, `schedule`."""
    doubts: tuple[Doubt, ...] = ()
    """Where the text contradicts itself about this field."""
    overlay: str = ""
    """Name of the overlay that added or changed the row or its code table; empty for a row as published."""

    def doubted(self, kind: str) -> tuple[str, ...]:
        """The other readings of one kind."""
        if not self.doubts:
            return ()
        return tuple(doubt.value for doubt in self.doubts if doubt.kind == kind)

    def doubt(self, kind: str, value: str) -> Doubt | None:
        """The doubt of one kind that gives `value` as its other reading; None when the text has none."""
        return next((doubt for doubt in self.doubts if (doubt.kind, doubt.value) == (kind, value)), None)


@dataclass(frozen=True, slots=True)
class Extra:
    """A field that only the text's own sample knows."""

    name: str
    """The tag in the sample."""
    parent: str
    """The group it stands in."""
    note: Words
    """What the text leaves out about it."""
    where: str
    """Section."""


@dataclass(frozen=True, slots=True, eq=False)
class FieldNode:
    """A field with the fields inside it, as a message nests them. Each is one of its kind: two are never equal."""

    name: str
    """The tag."""
    field: Field | None
    """Its row; None for the root, which has none."""
    children: tuple["FieldNode", ...]
    """What may stand inside, in published order."""
    times: int = 1
    """How often its row is printed, and so how often it may stand there when it is no list."""
    by_name: Mapping[str, "FieldNode"] = dataclasses.field(init=False, repr=False, compare=False)
    """What may stand inside, by tag."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {child.name: child for child in self.children})


@dataclass(frozen=True)
class Part:
    """The request or the answer of a function."""

    root: str
    """`REQ` or `RES`; empty where the text says 无."""
    fields: tuple[Field, ...]
    """Every row in published order, duplicates too."""
    sample: str = ""
    """The published sample, verbatim; some are not well-formed."""
    doubts: tuple[Doubt, ...] = ()
    """Contradictions about the part as a whole."""
    extra: tuple[Extra, ...] = ()
    """Fields that only the sample knows."""
    removed: tuple[str, ...] = ()
    """Names of published rows that an overlay took out."""

    @cached_property
    def is_free(self) -> bool:
        """True where the text leaves names and format to the hospital."""
        return any((doubt.kind, doubt.value) == ("shape", "free") for doubt in self.doubts)

    @cached_property
    def conditions(self) -> Mapping[str, tuple[tuple[Field, Doubt], ...]]:
        """What must be there only when something else holds that a program can tell: by the name of the group it stands in."""
        found: dict[str, tuple[tuple[Field, Doubt], ...]] = {}
        for field in self.fields:
            for doubt in field.doubts:
                if doubt.kind == "conditional" and doubt.when:
                    found[field.place] = (*found.get(field.place, ()), (field, doubt))
        return found

    @cached_property
    def statuses(self) -> Mapping[str, Field]:
        """The fields that say once more whether the call succeeded, by name."""
        return {field.name: field for field in self.fields if field.success}

    @cached_property
    def samples(self) -> tuple[str, ...]:
        """The published samples one by one: where the text prints two forms, a blank line divides them."""
        return tuple(one.strip() for one in re.split(r"\n\s*\n(?=<)", self.sample) if one.strip())

    @cached_property
    def tree(self) -> FieldNode:
        """The fields as a message nests them; a row printed twice counts once."""
        rows = Counter((field.name, field.place) for field in self.fields)
        inside: dict[str, dict[str, Field]] = {}
        for field in self.fields:
            inside.setdefault(field.place, {}).setdefault(field.name, field)

        def node(name: str, field: Field | None, above: frozenset[str]) -> FieldNode:
            fields = {} if name in above else inside.get(name, {})
            children = tuple(node(child.name, child, above | {name}) for child in fields.values())
            return FieldNode(name, field, children, rows[name, field.place] if field else 1)

        return node(self.root, None, frozenset())


@dataclass(frozen=True, slots=True)
class Function:
    """One function of the interface."""

    code: str
    """功能号; empty where the text prints none."""
    name: str
    """功能名."""
    title: str
    """The heading, in Chinese."""
    section: str
    """Number of the heading."""
    effect: Effect
    """Whether it reads, changes data, or moves money."""
    description: str
    """功能描述."""
    request: Part
    """What is asked."""
    response: Part
    """What is answered."""
    return_codes: Mapping[str, str]
    """Its own RETURN_CODEs and their meaning."""
    overlay: str = ""
    """Name of the overlay that added or changed it; empty for a function as published."""
    step: Step = ""
    """What it does to a place, an order or a bill; empty for what only asks about them, or has nothing to do with them."""

    @property
    def label(self) -> str:
        """`2005 LockReg`."""
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True, repr=False)
class Catalog:
    """A whole interface."""

    id: str
    """Short name, e.g. `changshu`."""
    version: str
    """Version of the catalog."""
    title: str
    """Name of the interface, in Chinese."""
    functions: tuple[Function, ...]
    """All functions, by section."""
    return_codes: Mapping[str, str]
    """The RETURN_CODEs common to all functions (4.1)."""
    code_tables: Mapping[str, Mapping[str, str]]
    """The code tables of 4.2 by name."""
    envelope_request: Part
    """The rows of ROOT in a request (2.3)."""
    envelope_response: Part
    """The rows of ROOT in an answer (2.3)."""
    rules: tuple[str, ...] = ()
    """The general rules of 2.2."""
    sections: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """The headings above the functions, by number: `3.1.3` is 挂号部分."""
    folder: Path | None = None
    """The folder that was laid over the published text, or stands for it; None for the text as published."""

    def __repr__(self) -> str:
        return f"Catalog({self.id} {self.version}, {len(self.functions)} functions)"

    @cached_property
    def worked_out(self) -> dict[int, Any]:
        """Room for what a reader works out once of each row, by its `id`: it is kept as long as the catalog is."""
        return {}

    @cached_property
    def _by_name(self) -> dict[str, Function]:
        names = {function.name.lower(): function for function in self.functions}
        return names | {function.code: function for function in self.functions if function.code}

    @cached_property
    def by_code(self) -> Mapping[str, Function]:
        """The functions by FUN_CODE, those without one by name; both as printed."""
        return {function.code or function.name: function for function in self.functions}

    def function(self, fun_code: str, operation: str = "") -> Function | None:
        """The function with this FUN_CODE, else with this name or operation; None when there is none."""
        return self._by_name.get(fun_code.strip().lower()) or self._by_name.get(operation.lower())

    def heading_of(self, function: Function) -> str:
        """The heading above `function` with its number, `3.1.3 挂号部分`; empty where it stands below none."""
        number = next((one for one in self.sections if function.section.startswith(f"{one}.")), "")
        return f"{number} {self.sections[number]}" if number else ""

    def codes_of(self, field: Field) -> Mapping[str, str] | None:
        """The values that `field` may have and their meaning; None when it is not a code."""
        return self.code_tables.get(field.table) if field.table else field.codes

    def meaning_of_return_code(self, code: str, function: Function | None) -> str:
        """What RETURN_CODE `code` means, by `function` first; empty when no table has it."""
        own = function.return_codes.get(code, "") if function else ""
        return own or self.return_codes.get(code, "")
