"""What would leave of the patient values of an export: field by field, with an example of what each becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from hisight.privacy.policy import Policy, Treatment
from hisight.privacy.value_index import PatientValue
from hisight.privacy.values import PatientValues
from hisight.wording import Words

TREATMENTS: Mapping[Treatment, Words] = MappingProxyType(
    {
        "replace": Words("替换", "replace"),
        "remove": Words("抹去", "remove"),
        "keep": Words("保留", "keep"),
    }
)
"""What can happen to a value, in words."""


@dataclass(frozen=True, slots=True)
class LeavingField:
    """The patient values of one kind in the fields of one name."""

    name: str
    """The name of the field, head or part that they stand in."""
    kind: str
    """What they say about a patient, one of `values.KINDS`."""
    count: int
    """How many different values."""
    example: PatientValue
    """The first of them."""
    becomes: str
    """What leaves in its place."""
    treatment: Treatment
    """What happens to them."""


def preview(values: PatientValues, policy: Policy) -> Sequence[LeavingField]:
    """What `policy` makes of `values`, field by field, in the order in which they were found first; nothing is written."""
    values.treat(policy)
    found: dict[tuple[str, str], list[PatientValue]] = {}
    for value in values.all:
        if not value.is_spelling:
            found.setdefault((value.field, value.kind), []).append(value)
    return [
        LeavingField(name, kind, len(some), some[0], values.stand_in(kind, some[0].text), policy.treatment(kind, name))
        for (name, kind), some in found.items()
    ]
