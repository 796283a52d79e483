"""The patient values of all calls of one export, and the words that are nobody's."""

from collections.abc import Iterable, Mapping

from hisight.catalog import Catalog, Part
from hisight.privacy.find import find
from hisight.privacy.policy import STANDARD, Policy
from hisight.privacy.values import PatientValues
from hisight.reading import Reading


def collect(readings: Iterable[Reading], catalog: Catalog, policy: Policy = STANDARD) -> PatientValues:
    """Every patient value in `readings`, each to be looked for in all of them and treated as `policy` says."""
    values = PatientValues(public_text(catalog))
    for reading in readings:
        for word in (reading.call.fun_code, reading.call.user_id, reading.call.return_code):
            values.keep(word)
        for value in find(reading):
            values.add(value)
    values.treat(policy)
    return values


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
