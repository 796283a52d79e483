"""What happens to which patient values when calls leave the machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from hisight.wording import Words

Treatment = Literal["replace", "remove", "keep"]
"""A value becomes an invented one, or asterisks, or leaves as it is."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The treatment of patient values, by what they say and by the field that they stand in."""

    name: str
    """What it is called."""
    about: Words
    """What it is for, in one sentence."""
    kinds: Mapping[str, Treatment] = field(default_factory=dict)
    """By kind, of those in `values.KINDS`; else `otherwise` counts."""
    fields: Mapping[str, Treatment] = field(default_factory=dict)
    """By the name of the field, before its kind is asked."""
    otherwise: Treatment = "replace"
    """Of what is in neither."""

    def treatment(self, kind: str, name: str) -> Treatment:
        """What happens to a value of `kind` that was found in the field `name`."""
        return self.fields.get(name) or self.kinds.get(kind, self.otherwise)

    def choosing(self, name: str, treatment: Treatment) -> "Policy":
        """The same policy, but `treatment` for what stands in the field `name`."""
        return replace(self, fields={**self.fields, name: treatment})


STANDARD = Policy(
    "standard",
    Words("每个患者信息都替换为虚构值。", "Every value about a patient is replaced by an invented one."),
)
"""What is done unless somebody chooses otherwise."""

KEEP_EVERYTHING = Policy(
    "keep",
    Words("患者信息原样保留。", "Patient values leave as they are."),
    otherwise="keep",
)
"""What `--keep-patient-data` comes to."""
