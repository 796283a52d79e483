"""The messages of a text with what stands beside them, and the exchanges that they become."""

import re
from collections.abc import Iterator

from hisight.capture import Exchange
from hisight.imports.format import Losses
from hisight.imports.pairing import NOT_WHOLE, address_of
from hisight.imports.text.conversation import Entry, Pair, marks_in
from hisight.imports.text.heads import head_before
from hisight.imports.text.passage import Passage
from hisight.imports.text.scanning import Run, passages
from hisight.imports.text.times import Times
from hisight.imports.text.unwrapping import unwrapped
from hisight.protocol import Scheme, http, open_message
from hisight.wording import Words

_NO_KEY = Scheme()
_OK, _FAULT = b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 500 Internal Server Error\r\n\r\n"
_URL = re.compile(rb"https?://[^\s\"'<>\\\x80-\xff,;)\]]+")
_ANSWER = re.compile(rb"RETURN_CODE\b|RES_ENCRYPTED\b")
_REQUEST = re.compile(rb"REQ_ENCRYPTED\b")
_NEAR = 2048  # bytes before a message in which its time and address are looked for
_NO_HEAD = Words(
    "没有 HTTP 头：应答按 200 计，Fault 按 500 计。",
    "there are no HTTP heads: an answer counts as 200, a Fault as 500.",
)
_ANEW = Words(
    "报文经过转义或加了行首，已还原；空白与字符集可能与原文不同。",
    "messages were escaped, or had something before each line, and are restored: blanks and charset may not be those that were sent.",
)
_CUT = Words("报文不完整。", "messages are cut off.")


def entries(run: Run, times: Times, lost: Losses) -> Iterator[Entry]:
    """The messages in `run`, in order; `times` reads what stands before them, and `lost` hears what is not as it was sent."""
    after = 0
    for passage in passages(run):
        yield _entry(run, after, passage, times, lost)
        after = passage.end


def entries_in_cell(text: str, around: str, times: Times, lost: Losses) -> list[Entry]:
    """The messages in a `text` of its own; their time and address stand `around` it."""
    beside = around.encode("utf-8", "replace") + b"\n"
    return list(entries(beside + text.encode("utf-8", "replace"), times, lost))


def to_exchange(pair: Pair, lost: Losses) -> Exchange:
    """The exchange that a request and its answer make; either may be missing."""
    request, answer = pair.request, pair.answer
    head = request.head if request else b""
    if not head and not (answer.head if answer else b""):
        lost.append(_NO_HEAD)
    url = address_of(head) if head else ""
    if request and not url.startswith("http"):
        url = request.url or url
    started = (request.time if request else 0.0) or (answer.time if answer else 0.0)
    took = max(0.0, (answer.time - started) * 1000) if answer and answer.time else 0.0
    return Exchange(
        head,
        request.data if request else b"",
        (answer.head or (_FAULT if answer.is_fault else _OK)) if answer else b"",
        answer.data if answer else b"",
        url=url,
        started=started,
        first_byte_ms=took,
        duration_ms=took,
        error=NOT_WHOLE if (request and request.cut) or (answer and answer.cut) else "",
    )


def _entry(run: Run, after: int, passage: Passage, times: Times, lost: Losses) -> Entry:
    around = run[max(after, passage.start - _NEAR) : passage.start]
    line = around[around.rfind(b"\n") + 1 :]
    message = unwrapped(passage, run[passage.start : passage.end], line)
    if message.anew:
        lost.append(_ANEW)
    if passage.cut:
        lost.append(_CUT)
    head = head_before(run, after, passage.start)
    urls = _URL.findall(around)
    is_answer, is_fault = _side(message.data, head)
    return Entry(
        message.data,
        head,
        is_answer,
        is_fault,
        times.last_in(around),
        urls[-1].decode("ascii") if urls else "",
        passage.cut,
        marks_in(line),
    )


def _side(data: bytes, head: bytes) -> tuple[bool, bool]:
    """Whether a message is an answer, and whether it is a fault."""
    if head:
        status = http.parse_head(head).status
        return status > 0, status >= 500
    if _ANSWER.search(data):
        return True, False
    if _REQUEST.search(data):
        return False, False
    message = open_message(None, data, lambda _envelope: _NO_KEY)
    is_fault = message.transport.operation == "Fault"
    return message.direction == "response" or is_fault, is_fault
