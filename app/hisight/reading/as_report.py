"""A reading as a text for the other side: what is wrong, where, and what to do, without anything about a patient."""

from collections.abc import Iterator
from datetime import datetime

from hisight.protocol import Message
from hisight.reading.grouped import Group, grouped
from hisight.reading.reader import Reading
from hisight.wording import Words

_HIDDEN = "***"
_SHORTEST_HIDDEN = 2
"""Characters; a patient's value of one character (a sex, a relation) would blot out half the text."""


def bug_report(reading: Reading) -> str:
    """What a person sends to the vendor about `reading`, in the language in use. Values about patients are hidden."""
    text = "\n".join(_lines(reading))
    for value in sorted(_patient_values(reading), key=len, reverse=True):
        text = text.replace(value, _HIDDEN)
    return text


def _lines(reading: Reading) -> Iterator[str]:
    call, function, exchange = reading.call, reading.function, reading.call.exchange
    yield f"{function.label} {function.title}" if function else f"{call.fun_code} {call.operation}".strip()
    yield str(reading.verdict)
    yield ""
    if exchange is not None:
        at = f"{datetime.fromtimestamp(exchange.started).astimezone():%Y-%m-%d %H:%M:%S %z}"
        yield f"{Words('时间', 'Time')}: {at}, {exchange.duration_ms:.0f} ms"
        yield f"{Words('地址', 'URL')}: {exchange.url}"
    if call.user_id:
        yield f"USER_ID: {call.user_id}"
    if call.return_code:
        yield f"RETURN_CODE: {call.return_code} {call.return_msg}".rstrip()
    for message in call.messages:
        yield from _signature(message)
    groups = grouped(reading.findings)
    if groups:
        yield ""
        yield f"{Words('问题', 'Findings')}:"
    for number, group in enumerate(groups, start=1):
        yield f"{number}. {_finding(group)}"


def _signature(message: Message) -> Iterator[str]:
    status = message.signature
    if not message.envelope.fields:
        return
    side = _side(message.direction)
    yield f"{Words('签名', 'Signature')} ({side}): {status.verdict}, {status.rule}"
    if status.verdict == "invalid":
        yield f"  {Words('应为', 'expected')} {status.expected}"
        yield f"  {Words('报文中', 'found')}   {status.found}"


def _finding(group: Group) -> str:
    first = group.first
    times = len(group.findings)
    more = str(Words(f" 等 {times} 处", f" and {times - 1} more")) if times > 1 else ""
    place = f"{_side(first.direction)} {first.path}{more}"
    catalog = f" [{first.catalog}]" if first.catalog else ""
    return f"{first.code} {place}: {first.message} {first.hint}{catalog}"


def _side(direction: str) -> Words:
    return Words("请求", "request") if direction == "request" else Words("响应", "answer")


def _patient_values(reading: Reading) -> set[str]:
    return {
        value
        for subject in reading.subjects
        for _, field, value in subject.values()
        if field.patient and len(value) >= _SHORTEST_HIDDEN
    }
