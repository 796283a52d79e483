"""The patient values of an export: what they are, and where they occur in any text."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hisight.privacy.spelling import plain, spell_like
from hisight.privacy.stand_ins import StandIns
from hisight.wording import Words

KINDS: Mapping[str, Words] = MappingProxyType(
    {
        "name": Words("姓名", "name"),
        "id-number": Words("证件号码", "ID number"),
        "phone": Words("电话", "phone number"),
        "birthday": Words("出生日期", "birthday"),
        "address": Words("地址", "address"),
        "card": Words("卡号", "card number"),
        "patient-id": Words("患者编号", "patient number"),
        "insurance": Words("医保号", "insurance number"),
        "password": Words("密码", "password"),
        "diagnosis": Words("诊断", "diagnosis"),
        "result": Words("检验检查结果", "result"),
        "company": Words("工作单位", "employer"),
    }
)
"""What a value says about a patient, as `Field.patient` names it, and in words."""

_UNMISTAKABLE = 8
_SHORTEST = {"name": 2, "result": _UNMISTAKABLE}  # a result such as 5.61 is a price elsewhere
_SHORTEST_OTHER = 4
_REMOVED = "*"


@dataclass(frozen=True, slots=True)
class PatientValue:
    """Something about a patient."""

    kind: str
    """One of `KINDS`."""
    text: str
    """The value, without blanks around it."""
    place: str
    """Where it was found first: `#42 request REQ/NAME`."""
    field: str = ""
    """The name of the element, head or part that it stands in: `NAME`, `URL`."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A value in a text."""

    start: int
    """Where it begins."""
    end: int
    """Where it ends."""
    value: PatientValue
    """What it is."""


class PatientValues:
    """All patient values of one export.

    A value is looked for everywhere, without regard to ASCII case: a name of two characters or more, a result of eight, anything
    else of four. From eight characters on it is found inside other words too, a date only where no digit touches it, a shorter value
    only as a word of its own. What is also a word of `public` (the published interface: FUN_CODE 2005, 未知) cannot be told
    from it, and is replaced only where it stands as a patient's value.
    """

    def __init__(self, public: str = "") -> None:
        self._public = dict.fromkeys([public])
        self._values: dict[str, PatientValue] = {}
        self._spared: set[str] = set()
        self._removed: set[str] = set()
        self._index: _Index | None = None
        self.stand_ins = StandIns(is_taken=lambda text: any(True for _ in self.occurrences(text)))
        """What the values are replaced by."""

    def add(self, value: PatientValue) -> None:
        """Look for `value` from now on."""
        if value.text not in self._values:
            self._values[value.text] = value
            self._index = None

    def spare(self, text: str) -> None:
        """Let the value `text` leave as it is, wherever it stands: somebody chose so for one of its fields."""
        self._spared.add(text)
        self._index = None

    def remove(self, text: str) -> None:
        """Put asterisks for the value `text`, wherever it stands and is not spared."""
        self._removed.add(text)

    def keep(self, word: str) -> None:
        """Take a short `word` for public: do not look for it."""
        if word not in self._public and len(word) < _UNMISTAKABLE:
            self._public[word] = None
            self._index = None

    @property
    def all(self) -> tuple[PatientValue, ...]:
        """Every value, in the order in which they were found."""
        return tuple(self._values.values())

    def stand_in(self, kind: str, text: str) -> str:
        """What leaves in place of the value `text` of `kind`."""
        if text in self._spared:
            return text
        if text in self._removed:
            return _REMOVED * len(text)
        return self.stand_ins.of(kind, text)

    def replaced_by_kind(self) -> Mapping[str, int]:
        """How many different values were replaced so far, by kind."""
        return Counter(value.kind for value in self.all if self._changed(value.text))

    def occurrences(self, text: str) -> Iterator[Occurrence]:
        """Where values occur in the plain `text`, the longest at each place, none over another."""
        index = self._indexed()
        folded = _folded(text)
        candidate = index.first.search(folded)
        while candidate:
            start = end = candidate.start()
            for wanted, value in index.by_beginning.get(folded[start : start + 2], ()):
                if folded.startswith(wanted, start) and _stands_alone(folded, start, start + len(wanted), value.kind):
                    end = start + len(wanted)
                    yield Occurrence(start, end, value)
                    break
            candidate = index.first.search(folded, max(end, start + 1))

    def replaced(self, raw: str) -> str:
        """`raw` with a stand-in for every value in it, however its characters are spelled."""
        meant = plain(raw)
        parts: list[str] = []
        position = 0
        for occurrence in self.occurrences(meant.text):
            start, end = meant.starts[occurrence.start], meant.starts[occurrence.end]
            stand_in = self.stand_in(occurrence.value.kind, occurrence.value.text)
            parts += (raw[position:start], spell_like(raw[start:end], stand_in))
            position = end
        return "".join((*parts, raw[position:]))

    def _changed(self, text: str) -> bool:
        return text not in self._spared and (text in self._removed or self.stand_ins.replaced(text))

    def _indexed(self) -> "_Index":
        if self._index is None:
            public = "\n".join(self._public)
            by_beginning: dict[str, list[tuple[str, PatientValue]]] = {}
            for value in self._values.values():
                if value.text in self._spared:
                    continue
                shortest = _SHORTEST.get(value.kind, _SHORTEST_OTHER)
                if len(value.text) >= shortest and not occurs(value, public):
                    wanted = _folded(value.text)
                    by_beginning.setdefault(wanted[:2], []).append((wanted, value))
            for values in by_beginning.values():
                values.sort(key=lambda entry: -len(entry[0]))
            first = "".join(re.escape(character) for character in {beginning[0] for beginning in by_beginning})
            self._index = _Index(by_beginning, re.compile(f"[{first}]" if first else r"(?!)"))
        return self._index


@dataclass(frozen=True, slots=True)
class _Index:
    by_beginning: Mapping[str, list[tuple[str, PatientValue]]]
    """The values to look for by their first two characters, the longest first."""
    first: re.Pattern[str]
    """Any character that one of them begins with."""


def occurs(value: PatientValue, text: str) -> bool:
    """True when `value` occurs in `text` as it would be looked for."""
    wanted, text, kind = _folded(value.text), _folded(text), value.kind
    start = text.find(wanted)
    while start >= 0:
        if _stands_alone(text, start, start + len(wanted), kind):
            return True
        start = text.find(wanted, start + 1)
    return False


def _folded(text: str) -> str:
    """`text` with ASCII in upper case, and nothing else: as long as it was."""
    return text.encode("utf-8", "surrogatepass").upper().decode("utf-8", "surrogatepass")


def _stands_alone(text: str, start: int, end: int, kind: str) -> bool:
    """True when what stands at `text[start:end]` is no accidental part of a longer word."""
    if kind == "birthday":
        return not (text[start - 1 : start].isdecimal() or text[end : end + 1].isdecimal())
    if end - start >= _UNMISTAKABLE and kind != "name":
        return True
    return not (_joined(text[start - 1 : start], text[start]) or _joined(text[end - 1], text[end : end + 1]))


def _joined(left: str, right: str) -> bool:
    """True when two neighbours belong to one word of ASCII letters and digits."""
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
