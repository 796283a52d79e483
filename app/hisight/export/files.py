"""The files of one call in a bundle."""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from hisight.export.evidence import Evidence
from hisight.imports.bundle_format import CALL, RAW, TEXTS, TIMES
from hisight.imports.judgement import SIDES
from hisight.protocol import Direction
from hisight.reading import message_json
from hisight.wording import Language


@dataclass(frozen=True, slots=True)
class Note:
    """What the engineer noted about a call."""

    colour: int = 0
    """1 to 6; 0 for none."""
    comment: str = ""
    """Without patient values, like everything else."""


NO_NOTE = Note()

_SAID = ("path", "message", "hint")  # the rest of a finding are our own words
_CHARSET = re.compile(r"""\A(\s*<\?xml[^>]*?encoding\s*=\s*["'])[^"']*(["'])""")


def files_of(evidence: Evidence, language: Language, note: Note = NO_NOTE) -> dict[str, bytes]:
    """Every file of the call by its name in the bundle; texts in `language`, with the engineer's `note`."""
    files = {f"{evidence.folder}/{name}": data for name, data in _raw(evidence).items()}
    for direction in SIDES:
        message = evidence.readable(direction)
        if message and message.payload.xml:
            files[f"{evidence.folder}/{direction}.xml"] = as_utf_8(message.payload.xml)
        if message and message.signature.base_string:
            files[f"{evidence.folder}/{direction}.signed.txt"] = message.signature.base_string.encode(
                "utf-8", "replace"
            )
    facts = call_json(evidence, language)
    if note != NO_NOTE:
        facts["note"] = {"colour": note.colour, "comment": note.comment}
    files[f"{evidence.folder}/{CALL}"] = json.dumps(facts, ensure_ascii=False, indent=2).encode("utf-8", "replace")
    return files


def call_json(evidence: Evidence, language: Language) -> dict[str, Any]:
    """The call as JSON: what was recorded, then each side as `hisight inspect --json` prints it."""
    exchange = evidence.exchange
    return {
        "id": exchange.id,
        "time": evidence.time,
        "status": evidence.status,
        "duration_ms": evidence.duration_ms,
        "origin": exchange.origin,
        "parent": exchange.parent,
        **{name: getattr(exchange, name) for name in TEXTS},
        "times": {name: getattr(exchange, name) for name in TIMES},
        "verdict": evidence.say(evidence.reading.verdict, language),
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in _raw(evidence).items()},
        **{direction: _side_json(evidence, direction, language) for direction in SIDES},
    }


def _side_json(evidence: Evidence, direction: Direction, language: Language) -> dict[str, Any] | None:
    if evidence.reading.subject(direction) is None:
        return None
    side = message_json(evidence.reading, direction, language)
    if direction not in evidence.left_out:
        return side
    findings, switched_off = (
        [{**finding, **{name: evidence.clean(finding[name]) for name in _SAID}} for finding in side[which]]
        for which in ("findings", "switched_off")
    )
    return {
        "direction": direction,
        "function": side["function"],
        "left_out": evidence.left_out[direction].in_(language),
        "findings": findings,
        "switched_off": switched_off,
        "profile": side["profile"],
    }


def _raw(evidence: Evidence) -> dict[str, bytes]:
    """The bytes of the call by the names of their files; a body that stayed at home has none."""
    found = {name: getattr(evidence.exchange, field) for name, field in RAW.items()}
    answered = bool(evidence.exchange.response_head)
    heads = ("request.head", "response.head")
    kept_back = {name for name in RAW if name.partition(".")[0] in evidence.left_out and name not in heads}
    asked = {"request.head", "request.body", *(("response.head", "response.body") if answered else ())}
    return {name: data for name, data in found.items() if (data or name in asked) and name not in kept_back}


def as_utf_8(xml: str) -> bytes:
    """`xml` as a file that any program reads: in UTF-8, whatever its declaration named before."""
    return _CHARSET.sub(r"\1UTF-8\2", xml.removeprefix("\ufeff"), count=1).encode("utf-8", "replace")
