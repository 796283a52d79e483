"""A reading as a text for the other side: what is wrong, where, and what to do, with stand-ins for what is about a patient."""

from collections.abc import Iterator
from datetime import datetime

from hisight.catalog import Catalog
from hisight.privacy import collect, is_in_address, without_query
from hisight.protocol import Message
from hisight.reading import Reading
from hisight.reading.grouped import Group, grouped
from hisight.wording import Words


def bug_report(reading: Reading, catalog: Catalog) -> str:
    """What a person sends to the vendor about `reading`, in the language in use.

    Values about patients, as far as `catalog` and their shape tell, are replaced as in an export.
    """
    values = collect([reading], catalog)
    text = values.replaced("\n".join(_lines(reading)))
    if values.replaced_by_kind():
        text += "\n\n" + str(
            Words("（患者信息已替换为虚构值。）", "(Values about patients are replaced by invented ones.)")
        )
    return text


def _lines(reading: Reading) -> Iterator[str]:
    call, function, exchange = reading.call, reading.function, reading.call.exchange
    yield f"{function.label} {function.title}" if function else f"{call.fun_code} {call.operation}".strip()
    yield str(reading.verdict)
    yield ""
    if exchange is not None:
        at = f"{datetime.fromtimestamp(exchange.started).astimezone():%Y-%m-%d %H:%M:%S %z}"
        yield f"{Words('时间', 'Time')}: {at}, {exchange.duration_ms:.0f} ms"
        address = (without_query(exchange) if is_in_address(call.request) else exchange).url
        yield f"{Words('地址', 'URL')}: {address}"
    if call.user_id:
        yield f"USER_ID: {call.user_id}"
    if call.return_code:
        yield f"RETURN_CODE: {call.return_code} {call.return_msg}".rstrip()
    for message in call.messages:
        yield from _signature(message)
    groups = grouped(reading.findings)
    if groups:
        yield f"\n{Words('问题', 'Findings')}:"
    for number, group in enumerate(groups, start=1):
        yield f"{number}. {_finding(group)}"


def _signature(message: Message) -> Iterator[str]:
    status = message.signature
    if not message.envelope.fields:
        return
    yield f"{Words('签名', 'Signature')} ({_side(message.direction)}): {status.verdict}, {status.rule}"
    if status.verdict == "invalid":
        yield f"  {Words('应为', 'expected')} {status.expected}"
        yield f"  {Words('报文中', 'found')}   {status.found}"


def _finding(group: Group) -> str:
    first = group.first
    times = len(group.findings)
    more = str(Words(f" 等 {times} 处", f" and {times - 1} more")) if times > 1 else ""
    catalog = f" [{first.catalog}]" if first.catalog else ""
    return f"{first.code} {_side(first.direction)} {first.path}{more}: {first.message} {first.hint}{catalog}"


def _side(direction: str) -> Words:
    return Words("请求", "request") if direction == "request" else Words("应答", "answer")
