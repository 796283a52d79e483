"""The patient values of all calls of one export, and the words that are nobody's."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hisight.catalog import Catalog, Part
from hisight.privacy.find import find
from hisight.privacy.policy import STANDARD, Policy
from hisight.privacy.value_index import PatientValue
from hisight.privacy.values import PatientValues
from hisight.reading import Reading


class Seen(NamedTuple):
    """What one call brings to the values of all of them."""

    words: tuple[str, ...]
    """Words of it that are nobody's."""
    values: tuple[PatientValue, ...]
    """Its patient values."""


def look(reading: Reading) -> Seen:
    """What `reading` brings along."""
    call = reading.call
    return Seen((call.fun_code, call.user_id, call.return_code), tuple(find(reading)))


def gather(seen: Iterable[Seen], catalog: Catalog, policy: Policy = STANDARD) -> PatientValues:
    """Every patient value that was `seen` in some call, each to be looked for in all of them and treated as `policy` says."""
    values = PatientValues(public_text(catalog))
    for words, found in seen:
        for word in words:
            values.keep(word)
        for value in found:
            values.add(value)
    values.treat(policy)
    return values


def collect(readings: Iterable[Reading], catalog: Catalog, policy: Policy = STANDARD) -> PatientValues:
    """Every patient value in `readings`, as `gather` has it."""
    return gather(map(look, readings), catalog, policy)


def public_text(catalog: Catalog) -> str:
    """Everything that the published interface says, but for its samples: those show what a patient's values look like."""
    words = [catalog.title, *catalog.rules, *_pairs(catalog.return_codes)]
    for table, codes in catalog.code_tables.items():
        words += [table, *_pairs(codes)]
    for function in catalog.functions:
        words += [function.code, function.name, function.title, function.section, function.description]
        words += _pairs(function.return_codes) + _of_part(function.request) + _of_part(function.response)
    return "\n".join([*words, *_of_part(catalog.envelope_request), *_of_part(catalog.envelope_response)])


def _of_part(part: Part) -> list[str]:
    words = [part.root]
    for field in part.fields:
        words += [field.name, field.description, *_pairs(field.codes or {})]
    return words


def _pairs(codes: Mapping[str, str]) -> list[str]:
    return [text for pair in codes.items() for text in pair]
