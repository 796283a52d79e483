"""What a new call can begin with: the interface's sample, an earlier call, a template, the answer of another call."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from hisight.capture import Filter, Row
from hisight.catalog import Catalog, Function
from hisight.checks import Aligned
from hisight.checks.alignment import align
from hisight.errors import HisightError
from hisight.protocol import document
from hisight.reading import Reading
from hisight.replay.compose import compose_request
from hisight.replay.new_call import NewCall
from hisight.replay.next_call import NextCall, earlier, fill
from hisight.replay.renewal import Renewal
from hisight.replay.templates import Template
from hisight.wording import Words

_MOST_EARLIER = 20


class Beginning(NamedTuple):
    """One payload to begin with."""

    words: Words
    """Where it is from, for a list."""
    make: Callable[[], str]
    """Makes the payload. Raises HisightError where it cannot be read any more."""
    ages: bool = False
    """True for a payload that was made for another moment: its times and numbers may be made anew."""


def from_sample(call: NewCall, hospital_id: str = "") -> Beginning:
    """Begin with what the interface says, for the hospital `hospital_id`."""

    def make() -> str:
        return compose_request(call.reader.catalog, call.function, datetime.now(), hospital_id)

    return Beginning(Words("接口样例", "The interface's sample"), make)


def from_earlier(call: NewCall) -> Iterator[Beginning]:
    """Begin with a call of the same function that the session has: the latest of them first. Raises SessionError."""
    session = call.session
    if session is None:
        return
    found = session.ids(Filter(f"fun:{call.function.code or call.function.name}"))
    for row in reversed(session.rows(found[-_MOST_EARLIER:].tolist())):
        yield Beginning(_words(row, call.reader.catalog, call.function), partial(_payload, call, row.id), ages=True)


def from_template(template: Template) -> Beginning:
    """Begin with what the user has kept."""
    return Beginning(Words(f"模板：{template.name}", f"Template: {template.name}"), lambda: template.xml, ages=True)


def from_answer(one: NextCall, reading: Reading, call: NewCall, path: str = "") -> Beginning:
    """Begin with what the call of `reading` can become; what it does not say, an earlier one in the session of `call` may."""
    number = reading.call.exchange.id if reading.call.exchange else 0
    words = Words(f"{number} 号调用的应答：{one.words.zh}", f"The answer of call {number}: {one.words.en}")

    def make() -> str:
        before = earlier(one, reading, call.reader, call.session, path) if call.session else None
        return fill(one, reading, call.reader.catalog, datetime.now(), path, before)

    return Beginning(words, make)


def renewed(xml: str, function: Function) -> str:
    """The payload `xml` of `function` with the moments of now, and new numbers where the platform makes them up."""
    root = document.read(xml).root
    lines: Sequence[Aligned] = list(align(root, function.request).walk()) if root is not None else []
    return Renewal().renewed(xml, lines, function)


def _payload(call: NewCall, number: int) -> str:
    assert call.session is not None  # it has the call
    request = call.reader.read(call.session.get(number)).call.request
    if request is None or request.payload.problem is not None:
        why = (
            request.payload.problem.message if request and request.payload.problem else Words("没有请求", "no request")
        )
        raise HisightError(Words(f"{number} 号调用读不出：{why.zh}", f"call {number} cannot be read: {why.en}"))
    return request.payload.xml


def _words(row: Row, catalog: Catalog, function: Function) -> Words:
    code = row.summary.return_code if row.summary else ""
    meaning = catalog.meaning_of_return_code(code, function) if code else ""
    when = f"{datetime.fromtimestamp(row.started):%m-%d %H:%M:%S}"
    end = " · ".join(filter(None, (when, " ".join(filter(None, (code, meaning))))))
    return Words(f"{row.id} 号调用 · {end}", f"Call {row.id} · {end}")
