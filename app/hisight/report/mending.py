"""A message with one fault taken out of it, all else as its author made it: what he will send once he has mended it.

What was encrypted is encrypted in the same way again; what was signed rightly, or by a rule of his own, is signed so again.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from hisight.capture import Exchange
from hisight.checks import Subject
from hisight.explain.charset import CharsetExplanation, explain
from hisight.explain.charset_changes import ESCAPES, REFERENCES, Spoiling
from hisight.explain.decryption_changes import agreed
from hisight.explain.signature import as_agreed
from hisight.protocol import AUTO, Message, http, payload, seal, signature
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.reading import Reading
from hisight.replay.edit import set_value
from hisight.replay.structure import remove_element, rename_element
from hisight.report.mended_values import MENDED_VALUES, with_mended_values
from hisight.report.symptoms import Symptom
from hisight.wording import Words

_DECLARED = re.compile(r"""(\A\s*<\?xml[^>]*?encoding\s*=\s*["'])[^"']*(["'])""")


class Way(NamedTuple):
    """One way to mend a message."""

    body: Callable[[Subject, Symptom], bytes | None]
    """The body without the fault; None where only its author can mend it. Raises HisightError or LookupError likewise."""
    words: Words
    """What it does, as a clause."""


def way_of(symptom: Symptom) -> Words | None:
    """What is done to a message with `symptom`, as a clause; None where nothing in a message can be mended."""
    way = _way(symptom)
    return way.words if way else None


def mended(reading: Reading, symptom: Symptom) -> Exchange | None:
    """The exchange of `reading` without `symptom`; None where only its author can mend it.

    Raises HisightError or LookupError where the message has no place for what was mended.
    """
    way, subject, exchange = _way(symptom), reading.subject(symptom.direction), reading.call.exchange
    if way is None or subject is None or exchange is None:
        return None
    body = way.body(subject, symptom)
    if body is None:
        return None
    head = subject.message.head.replacing(Content_Length=str(len(body)), Content_Encoding=None)
    if symptom.kind == "label":
        head = _in_utf_8(head)
    if symptom.direction == "request":
        return replace(exchange, request_head=head.to_bytes(), request_body=body)
    return replace(exchange, response_head=head.to_bytes(), response_body=body)


def _way(symptom: Symptom) -> Way | None:
    return _BY_RULE.get(symptom.rule) or _BY_KIND.get(symptom.kind)


def _in_utf_8(head: http.Head) -> http.Head:
    kind = head.get("Content-Type")
    return head.replacing(Content_Type=re.sub(r"(?i)(charset\s*=\s*)[^;]*", r"\1utf-8", kind)) if kind else head


def sealed(message: Message, xml: str | None = None, fields: Mapping[str, str] | None = None) -> bytes:
    """The body of `message` with another payload and other values, encrypted and signed as its author does it."""
    own = replace(message, scheme=replace(message.scheme, rule=AUTO))
    return seal(own, xml, fields, resign=message.signature.verdict.startswith("valid"))


def _signed(subject: Subject, _symptom: Symptom) -> bytes | None:
    sign = as_agreed(subject.message).expected
    return seal(subject.message, fields={"SIGN": sign}) if sign else None


def _with_sign_type(subject: Subject, _symptom: Symptom) -> bytes:
    return seal(subject.message, fields={"SIGN_TYPE": "MD5"}, resign=False)


def _encrypted(subject: Subject, _symptom: Symptom) -> bytes | None:
    message = subject.message
    way = agreed(message.scheme)
    if way is None or not message.payload.xml or message.transport.carries != "root":
        return None
    xml = message.payload.xml
    text = payload.seal_payload(xml, replace(message.scheme, cipher=way.cipher.name))
    return _with_payload_text(message, xml, text)


def _encoded(subject: Subject, _symptom: Symptom) -> bytes | None:
    """The payload in UTF-8, under the same cipher."""
    message = subject.message
    if message.transport.carries != "root":
        return None
    xml = _declaring_utf_8(message.payload.xml)
    return _with_payload_text(
        message, xml, payload.seal_payload(xml, message.scheme, replace(message.payload, decoded=None))
    )


def _with_payload_text(message: Message, xml: str, text: str) -> bytes:
    root = message.envelope.replacing(PAYLOAD_NAME[message.direction], text)
    if message.signature.verdict.startswith("valid"):
        own = replace(message.scheme, rule=AUTO)
        root = root.replacing("SIGN", signature.make(message.direction, root, xml, own, message.signature))
    return message.to_body(message.transport.wrap(message.decoded.text, root.text))


def _relabelled(subject: Subject, _symptom: Symptom) -> bytes:
    message = subject.message
    return message.package.pack(_declaring_utf_8(message.decoded.text).encode())


def _declaring_utf_8(text: str) -> str:
    return _DECLARED.sub(r"\1UTF-8\2", text, count=1)


def _unspoiled(subject: Subject, symptom: Symptom) -> bytes | None:
    """Every value that was misread alike, as it was meant."""
    return _restored(subject, lambda found: found.names == symptom.detail)


def _unescaped(change: Spoiling) -> Callable[[Subject, Symptom], bytes | None]:
    """Every value to which `change` was done, as it was meant."""
    return lambda subject, _symptom: _restored(subject, lambda found: change in found.changes)


def _restored(subject: Subject, is_meant: Callable[[CharsetExplanation], bool]) -> bytes | None:
    """The body with the values that `is_meant` chooses as they were; None where one is lost for good, or there is none."""
    message = subject.message
    xml, fields, changed = message.payload.xml, dict[str, str](), False
    for path, name, value in subject.texts():
        found = explain(value)
        if found is None or not is_meant(found):
            continue
        if found.recoverable != "wholly":
            return None
        changed = True
        if path.startswith("ROOT/"):
            fields[name] = found.meant
        else:
            xml = set_value(xml, path, found.meant)
    return sealed(message, xml, fields) if changed else None


def _renamed(subject: Subject, symptom: Symptom) -> bytes:
    wrong, right = symptom.detail
    xml = subject.message.payload.xml
    for line in reversed(subject.sorted_lines.odd):  # the last first, or the numbers of the others would change
        if line.misnamed and line.name == wrong and line.field is not None and line.field.name == right:
            xml = rename_element(xml, line.path, right)
    return sealed(subject.message, xml)


def _without(subject: Subject, symptom: Symptom) -> bytes:
    """Without the elements that do not belong there."""
    xml = subject.message.payload.xml
    name = symptom.detail[-1].rpartition("/")[2]
    for line in reversed(subject.sorted_lines.odd):
        if line.name == name and line.node is not None and (line.surplus or not line.known):
            xml = remove_element(xml, line.path)
    return sealed(subject.message, xml)


def _revalued(subject: Subject, symptom: Symptom) -> bytes | None:
    xml = with_mended_values(subject, symptom.rule, symptom.detail[-1])
    return None if xml is None else sealed(subject.message, xml)


_SIGN = Words("按约定重算 SIGN", "SIGN made anew as agreed")
_STAND_IN = Words("填入符合接口的占位值", "with a stand-in that conforms")
_WRITTEN_OUT = Words("直接写字符，不再转义", "with the characters themselves")
_REMOVED = Words("去掉多余的字段", "without the field")
_REWRITTEN = Words("按接口的格式改写该值", "with the value written as the interface asks")

_BY_KIND: Mapping[str, Way] = {
    "signature": Way(_signed, _SIGN),
    "signature-unknown": Way(_signed, _SIGN),
    "encryption": Way(_encrypted, Words("按约定重新加密", "encrypted anew as agreed")),
    "label": Way(_relabelled, Words("改用 UTF-8 编码并如实声明", "encoded in UTF-8, and declared so")),
    "charset": Way(_encoded, Words("先编码为 UTF-8 再加密", "encoded in UTF-8 before encryption")),
    "mojibake": Way(_unspoiled, Words("恢复原来的中文", "with the Chinese as it was meant")),
    "misnamed": Way(_renamed, Words("改正字段名", "with the field under its name")),
}
_BY_RULE: Mapping[str, Way] = {
    "SIG004": Way(_with_sign_type, Words("SIGN_TYPE 改为 MD5", "with SIGN_TYPE MD5")),
    "SIG005": Way(_signed, _SIGN),
    "CHR004": Way(_unescaped(ESCAPES), _WRITTEN_OUT),
    "XML009": Way(_unescaped(REFERENCES), _WRITTEN_OUT),
    "FLD004": Way(_without, _REMOVED),
    "FLD007": Way(_without, _REMOVED),
    **{
        code: Way(_revalued, _REWRITTEN if code in ("FLD010", "FLD014", "FLD015") else _STAND_IN)
        for code in MENDED_VALUES
    },
}
