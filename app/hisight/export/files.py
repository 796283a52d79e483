"""The files of one call in a bundle."""

import hashlib
import json
import re
from typing import Any

from hisight.export.evidence import Evidence
from hisight.protocol import Direction
from hisight.reading import message_json
from hisight.wording import Language

SIDES: tuple[Direction, Direction] = ("request", "response")

_SAID = ("path", "message", "hint")  # the rest of a finding are our own words
_CHARSET = re.compile(r"""\A(\s*<\?xml[^>]*?encoding\s*=\s*["'])[^"']*(["'])""")


def files_of(evidence: Evidence, language: Language) -> dict[str, bytes]:
    """Every file of the call by its name in the bundle; texts in `language`."""
    files = {f"{evidence.folder}/{name}": data for name, data in _raw(evidence).items()}
    for direction in SIDES:
        message = evidence.readable(direction)
        if message and message.payload.xml:
            files[f"{evidence.folder}/{direction}.xml"] = as_utf_8(message.payload.xml)
    facts = call_json(evidence, language)
    files[f"{evidence.folder}/call.json"] = json.dumps(facts, ensure_ascii=False, indent=2).encode("utf-8", "replace")
    return files


def call_json(evidence: Evidence, language: Language) -> dict[str, Any]:
    """The call as JSON: what was recorded, then each side as `hisight inspect --json` prints it."""
    exchange = evidence.exchange
    return {
        "id": exchange.id,
        "time": evidence.time,
        "url": exchange.url,
        "status": evidence.status,
        "duration_ms": evidence.duration_ms,
        "error": exchange.error,
        "origin": exchange.origin,
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
    exchange = evidence.exchange
    parts = {"request.head": exchange.request_head}
    if "request" not in evidence.left_out:
        parts["request.body"] = exchange.request_body
    if exchange.response_head:
        parts["response.head"] = exchange.response_head
        if "response" not in evidence.left_out:
            parts["response.body"] = exchange.response_body
    return parts


def as_utf_8(xml: str) -> bytes:
    """`xml` as a file that any program reads: in UTF-8, whatever its declaration named before."""
    return _CHARSET.sub(r"\1UTF-8\2", xml.removeprefix("\ufeff"), count=1).encode("utf-8", "replace")
