"""A reading as JSON: the public interface of `hisight inspect --json` and of exported bundles."""

from collections.abc import Sequence
from typing import Any

from hisight.checks import Finding
from hisight.protocol import Direction
from hisight.reading.reading import Reading
from hisight.reading.signature_json import difference_json
from hisight.wording import Language
from hisight.wording import language as language_in_use


def message_json(reading: Reading, direction: Direction, language: Language | None = None) -> dict[str, Any]:
    """Everything known about one side of `reading`, texts in `language` (None: the one in use). The side must be there."""
    language = language or language_in_use()
    subject = reading.subject(direction)
    assert subject is not None
    message, function = subject.message, reading.function
    payload, signature = message.payload, message.signature
    return {
        "direction": direction,
        "function": {
            "code": reading.call.fun_code or (function.code if function else ""),
            "name": function.name if function else "",
            "title": function.title if function else "",
        },
        "layers": [
            {"name": note.layer, "declared": note.declared, "value": note.value, "note": note.remark.in_(language)}
            for note in message.notes
        ],
        "envelope": message.envelope.values(),
        "payload": {"state": payload.state, "cipher": payload.cipher, "xml": payload.xml},
        "signature": {
            "verdict": signature.verdict,
            "rule": signature.rule,
            "variant": signature.variant,
            "expected": signature.expected,
            "found": signature.found,
            "explanation": signature.explanation.in_(language),
            "differences": difference_json(message, language),
            "excluded": signature.excluded.in_(language),
        },
        "findings": _of_side(reading.findings, direction, language),
        "switched_off": _of_side(reading.switched_off, direction, language),
        "profile": reading.leniency.profile,
    }


def finding_json(finding: Finding, language: Language) -> dict[str, Any]:
    """One finding, texts in `language`; `original_severity` is that of the rule, before a profile lowered it."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "path": finding.path,
        "message": finding.message.in_(language),
        "hint": finding.hint.in_(language),
        "catalog": finding.catalog,
        "overlay": finding.overlay,
        "original_severity": (finding.original or finding.severity).value,
        "calls": list(finding.calls),
    }


def _of_side(findings: Sequence[Finding], direction: Direction, language: Language) -> list[dict[str, Any]]:
    return [finding_json(finding, language) for finding in findings if finding.direction == direction]
