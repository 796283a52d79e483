"""Opening both sides of a call, against the plain chain of library calls that it is made of.

The plain chain knows where everything is, explains nothing, and falls over whatever is not as expected.
"""

import base64
import hashlib
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from lxml import etree
from tests.benchmarks import prepared
from tests.benchmarks.figure import Figure, at_least, in_turns, paired_ratio
from tests.benchmarks.prepared import KEY, Call, Size

from hisight import calls
from hisight.capture import Exchange
from hisight.mock.peers import ENCRYPTED
from hisight.protocol import Direction

_REPEAT: dict[Size, int] = {"2 KB": 400, "50 KB": 60, "1 MB": 4}
_PAYLOAD: dict[Direction, str] = {"request": "REQ_ENCRYPTED", "response": "RES_ENCRYPTED"}


def figures(rounds: int) -> Iterator[Figure]:
    """For three sizes, how fast our reading is beside the chain."""
    for size, repeat in _REPEAT.items():
        call = prepared.calls(size, 1)[0]
        exchange = exchange_of(call)
        assert by_hand(call) == [len(read_by_us(exchange).messages[side].signature.found) for side in (0, 1)]
        plain, ours = in_turns(
            rounds, partial(_seconds, by_hand, call, repeat), partial(_seconds, read_by_us, exchange, repeat)
        )
        beside = f"{min(ours) * 1000 / repeat:.2f} ms a call"
        yield at_least(
            f"reading of request and answer, {size}, of the plain chain", 0.7, paired_ratio(plain, ours), beside=beside
        )


def exchange_of(call: Call, number: int = 1) -> Exchange:
    """The call as it would be recorded."""
    heads = [wire[: wire.index(b"\r\n\r\n") + 4] for wire in (call.request_on_the_wire, call.answer_on_the_wire)]
    url = f"http://his.example:8080{call.path}"
    return Exchange(heads[0], call.request, heads[1], call.answer, url=url, started=1.8e9, duration_ms=3.0, id=number)


def read_by_us(exchange: Exchange) -> calls.Call:
    """Both sides, opened as every command opens them: verified, and with their payloads as trees."""
    call = calls.read(exchange, lambda _unopened: ENCRYPTED.scheme)
    for message in call.messages:
        assert message.signature.verdict == "valid"
        assert message.document.root
    return call


def by_hand(call: Call) -> list[int]:
    """Parse, base64, AES, MD5, parse, walk, for both sides; the length of each digest."""
    return [_open(call.request, "request"), _open(call.answer, "response")]


def _open(body: bytes, direction: Direction) -> int:
    argument = etree.fromstring(body)[0][0][0].text
    fields = {element.tag: element.text or "" for element in etree.fromstring(argument.encode())}
    decryptor = Cipher(algorithms.AES(KEY.encode()), modes.ECB()).decryptor()
    padded = decryptor.update(base64.b64decode(fields[_PAYLOAD[direction]])) + decryptor.finalize()
    tree = etree.fromstring(padded[: -padded[-1]])
    values = [(element.tag, element.text or "") for element in tree.iter()]
    signed = "&".join(f"{name}={fields[name]}" for name in sorted(fields) if name not in ("SIGN", "SIGN_TYPE"))
    digest = hashlib.md5(f"{signed}&KEY={KEY}".encode()).hexdigest().upper()
    assert digest == fields["SIGN"]
    assert values
    return len(digest)


def _seconds(work: Callable[[Any], object], what: object, repeat: int) -> float:
    began = time.perf_counter()
    for _ in range(repeat):
        work(what)
    return time.perf_counter() - began
