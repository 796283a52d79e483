"""A reading as JSON: the public interface of `hisight inspect --json` and of exported bundles."""

from typing import Any

from hisight.checks import Finding
from hisight.protocol import Direction
from hisight.reading.reader import Reading


def message_json(reading: Reading, direction: Direction) -> dict[str, Any]:
    """Everything known about one side of `reading`, texts in the language in use. The side must be there."""
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
        "layers": [{"name": note.layer, "value": note.value, "note": str(note.remark)} for note in message.notes],
        "envelope": message.envelope.values(),
        "payload": {"state": payload.state, "cipher": payload.cipher, "xml": payload.xml},
        "signature": {
            "verdict": signature.verdict,
            "rule": signature.rule,
            "variant": signature.variant,
            "expected": signature.expected,
            "found": signature.found,
            "explanation": str(signature.explanation),
        },
        "findings": [finding_json(finding) for finding in reading.findings if finding.direction == direction],
    }


def finding_json(finding: Finding) -> dict[str, str]:
    """One finding."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "path": finding.path,
        "message": str(finding.message),
        "hint": str(finding.hint),
        "catalog": finding.catalog,
    }
