"""The patient values of an export: what they are, and where they occur in any text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from types import MappingProxyType
from typing import Any

from hisight.privacy.policy import Policy
from hisight.privacy.spelling import meant, plain, spell_like
from hisight.privacy.stand_ins import StandIns
from hisight.privacy.value_index import UNMISTAKABLE, Occurrence, PatientValue, ValueIndex
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

_SHORTEST = {"name": 2, "result": UNMISTAKABLE}  # a result such as 5.61 is a price elsewhere
_SHORTEST_OTHER = 4
_REMOVED = "*"


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
        self._found_in: dict[str, set[tuple[str, str]]] = {}
        self._spared: set[str] = set()
        self._removed: set[str] = set()
        self._changed: set[str] = set()
        self._index: ValueIndex | None = None
        self.stand_ins = StandIns(is_taken=self._is_taken)
        """What the values are replaced by."""

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_index": None}  # made again faster than it is passed on

    def add(self, value: PatientValue) -> None:
        """Look for `value` from now on."""
        if value.text not in self._values:
            self._values[value.text] = value
            self._index = None
        self._found_in.setdefault(value.text, set()).add((value.kind, value.field))

    def treat(self, policy: Policy) -> None:
        """Do with the values what `policy` says: one that is kept in one of its fields leaves there, and so is kept in every other;
        one that is removed in one is removed in every other.
        """
        treatments = {
            text: {policy.treatment(kind, name) for kind, name in places} for text, places in self._found_in.items()
        }
        self._spared = {text for text, all_ in treatments.items() if "keep" in all_}
        self._removed = {text for text, all_ in treatments.items() if "remove" in all_}
        self._index = None

    def keep(self, word: str) -> None:
        """Take a short `word` for public: do not look for it."""
        if word not in self._public and len(word) < UNMISTAKABLE:
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
        self._changed.add(text)
        if text in self._removed:
            return _REMOVED * len(text)
        return self.stand_ins.of(kind, text)

    def choose(self) -> None:
        """Give every value its stand-in, so that whoever has a copy of the values replaces them by the same."""
        settled = self._spared | self._removed
        for value in self._values.values():
            if value.text not in settled:
                self.stand_ins.of(value.kind, value.text)

    @property
    def changed(self) -> Set[str]:
        """The values that were replaced or removed so far."""
        return self._changed

    def note_changed(self, texts: Iterable[str]) -> None:
        """Whoever has a copy has replaced or removed the values `texts`."""
        self._changed.update(texts)

    def replaced_by_kind(self) -> Mapping[str, int]:
        """How many different values were replaced so far, by kind."""
        changed = {text.upper() for text in self._changed | self._removed}
        return Counter(value.kind for value in self.all if not value.is_spelling and value.text.upper() in changed)

    def occurrences(self, text: str) -> Iterator[Occurrence]:
        """Where values occur in the plain `text`, the longest at each place, none over another."""
        position = 0
        for occurrence in self._indexed().occurrences(text):
            if occurrence.start >= position:
                yield occurrence
                position = occurrence.end

    def replaced(self, raw: str) -> str:
        """`raw` with a stand-in for every value in it, however its characters are spelled."""
        if not any(True for _ in self.occurrences(meant(raw))):
            return raw
        spelled = plain(raw)
        parts: list[str] = []
        position = 0
        for occurrence in self.occurrences(spelled.text):
            start, end = spelled.starts[occurrence.start], spelled.starts[occurrence.end]
            stand_in = self.stand_in(occurrence.value.kind, occurrence.value.text)
            parts += (raw[position:start], spell_like(raw[start:end], stand_in))
            position = end
        return "".join((*parts, raw[position:]))

    def _is_taken(self, text: str) -> bool:
        return any(True for _ in self.occurrences(text))

    def _indexed(self) -> ValueIndex:
        if self._index is None:
            looked_for = [
                value for value in self._values.values() if value.text not in self._spared and _is_long_enough(value)
            ]
            self._index = ValueIndex(looked_for, public="\n".join(self._public))
        return self._index


def _is_long_enough(value: PatientValue) -> bool:
    return len(value.text) >= _SHORTEST.get(value.kind, _SHORTEST_OTHER)
