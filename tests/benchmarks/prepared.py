"""The calls of the load: signed and encrypted as the mock peers do it, complete with their HTTP heads, made before anything is timed.

Each order has its own numbers and patient, as in life: a call that were sent a thousand times would be a thousand findings.
"""

import pickle
from datetime import datetime
from itertools import accumulate, cycle, takewhile
from pathlib import Path
from random import Random
from typing import Literal, NamedTuple

from hisight.catalog import published
from hisight.mock.answers import ANSWERS, Asked
from hisight.mock.content import Content, write
from hisight.mock.his import NAMESPACE
from hisight.mock.peers import ENCRYPTED
from hisight.mock.requests import REQUESTS
from hisight.mock.state import State
from hisight.mock.visit import Visit
from hisight.protocol import compose_root, document, soap_answer, soap_request

Size = Literal["2 KB", "50 KB", "1 MB"]
"""Of the larger side: an order is 2 KB, an answer with schedules 50 KB or 1 MB."""

KEY = ENCRYPTED.scheme.keys[0].secret.decode()
"""What HISIGHT_KEY must be for the calls to be read."""

_BYTES: dict[Size, int] = {"50 KB": 50 * 1024, "1 MB": 1024 * 1024}
_NOW = datetime(2026, 11, 23, 9, 30)
_SHIFT = {
    "REG_ID": "R20261124011",
    "REG_LEVEL": "1",
    "DEPT_ID": "0101",
    "DOCTOR_ID": "D0101",
    "REG_DATE": "2026-11-24",
    "TIME_FLAG": "1",
    "REG_FEE": "1500",
    "REG_FEE_HIS": "1500",
    "TREAT_FEE": "1000",
}


class Call(NamedTuple):
    """One call, as bytes."""

    path: str
    """What the request asks for; the upstream finds the answer by it."""
    request: bytes
    """Body of the request."""
    answer: bytes
    """Body of the answer."""

    @property
    def request_on_the_wire(self) -> bytes:
        """The request with its head."""
        return (
            f"POST {self.path} HTTP/1.1\r\nHost: his.example:8080\r\nContent-Type: text/xml; charset=utf-8\r\n"
            f'SOAPAction: "{NAMESPACE}"\r\nContent-Length: {len(self.request)}\r\n\r\n'
        ).encode() + self.request

    @property
    def answer_on_the_wire(self) -> bytes:
        """The answer with its head."""
        return (
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nServer: benchmark\r\n"
            f"Content-Length: {len(self.answer)}\r\n\r\n"
        ).encode() + self.answer


def calls(size: Size, number: int) -> list[Call]:
    """`number` different calls of that size."""
    random = Random(size)
    if size == "2 KB":
        return [_order(random, place) for place in range(number)]
    answer = _schedules(_BYTES[size])
    return [_schedule(random, size.replace(" ", ""), place, answer) for place in range(number)]


def write_to(path: Path, numbers: dict[Size, int]) -> None:
    """Make so many calls of each size and keep them at `path`, for the processes that send and answer."""
    made = {size: calls(size, number) for size, number in numbers.items()}
    path.write_bytes(pickle.dumps(made))


def read_from(path: Path) -> dict[Size, list[Call]]:
    """What `write_to` kept."""
    made: dict[Size, list[Call]] = pickle.loads(path.read_bytes())
    return made


def _visit(random: Random) -> Visit:
    visit = Visit(ENCRYPTED, random, _NOW)
    visit.shift, visit.department = _SHIFT, {"DEPT_ID": "-1", "DEPT_NAME": "全部科室"}
    return visit


def _order(random: Random, place: int) -> Call:
    visit = _visit(random)
    visit.lock_id, visit.hosp_lock_id, visit.patient_id = (
        f"20261123{place:08d}",
        f"L{place:08d}",
        f"P{place:08d}",
    )
    answer: Content = [
        ("HOSP_ORDER_ID", f"O{place:08d}"),
        ("HOSP_PATIENT_ID", visit.patient_id),
        ("HOSP_SERIAL_NUM", str(place % 50 + 1)),
        ("HOSP_MEDICAL_NUM", f"M{place:08d}"),
        ("HOSP_GETREG_DATE", "2026-11-24 08:00-12:00"),
        ("HOSP_SEE_DOCT_ADDR", "门诊楼二楼东区 3 诊室"),
        ("HOSP_CARD_NO", f"C{place:08d}"),
        ("HOSP_CARD_TYPE", "1"),
        ("IS_CONCESSIONS", "0"),
    ]
    return _call("2007", f"/his/2KB/{place}", REQUESTS["2007"](visit), answer)


def _schedule(random: Random, size: str, place: int, answer: Content) -> Call:
    return _call("2003", f"/his/{size}/{place}", REQUESTS["2003"](_visit(random)), answer)


def _schedules(size: int) -> Content:
    """An answer to 2003 that becomes about `size` bytes on the wire: base64 makes four of three."""
    asked = {"DEPT_ID": "-1", "DOCTOR_ID": "-1", "START_DATE": "2026-11-23", "END_DATE": "2026-11-29"}
    asked |= {"PAGE_CURRENT": "1", "PAGE_SIZE": "50"}
    schedule = published().function("2003")
    assert schedule is not None
    root = document.read(write("REQ", list(asked.items()))).root
    told = ANSWERS[schedule.name](State(lambda: _NOW), Asked(root, schedule))
    some = [row for row in told if row[0] == "REG_DOCTOR_LIST"]
    endless = accumulate(
        cycle(some), lambda before, row: (before[0] + len(write("", [row]).encode()), row), initial=(0, some[0])
    )
    rows = [row for total, row in takewhile(lambda one: one[0] < size * 3 / 4, endless)]
    return [("COUNT", str(len(rows))), *rows]


def _call(fun_code: str, path: str, asked: Content, told: Content) -> Call:
    function = published().function(fun_code)
    assert function is not None
    scheme = ENCRYPTED.scheme
    request = {"FUN_CODE": fun_code, "USER_ID": ENCRYPTED.user_id}
    answer = {"RETURN_CODE": "0", "RETURN_MSG": "交易成功"}
    return Call(
        path,
        soap_request(
            function.name, "xml", compose_root("request", request, write("REQ", asked), scheme), NAMESPACE
        ).encode(),
        soap_answer(function.name, compose_root("response", answer, write("RES", told), scheme), NAMESPACE).encode(),
    )
