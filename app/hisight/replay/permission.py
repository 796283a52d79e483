"""Who may send what: a call that changes data or moves money goes out only after somebody has been asked about it.

What a call does is read from the very bytes that would be sent. `question` says what has to be asked, `Question.allow` turns
the answer into a `Permit`, and `send` takes no call that its permit does not cover. There is no other way to a `Permit`.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from hisight.capture import Exchange
from hisight.catalog import Field, Function
from hisight.checks import Subject
from hisight.errors import HisightError
from hisight.profiles import Profile
from hisight.reading import Reader, Reading
from hisight.replay.effect import Deeper, effect_of
from hisight.replay.outgoing import Outgoing
from hisight.replay.place import LOCALHOST, Place, place_of
from hisight.wording import Words

EFFECTS: dict[Deeper, Words] = {
    "write": Words("修改医院数据", "changes the hospital's data"),
    "money": Words("收付款", "moves money"),
    "unknown": Words("作用不明", "does nobody knows what"),
}
"""What a call does that has to be asked about."""


class NotPermittedError(HisightError):
    """A call that nobody has allowed; it was not sent."""


class Deed(NamedTuple):
    """One call that would do more than read."""

    effect: Deeper
    """What it does; `unknown` when FUN_CODE is none of the catalog's, or cannot be read."""
    function: str
    """`2007 OrderReg 预约和挂号`; what is known of it otherwise."""
    target: str
    """`host:port` that would receive it."""
    patient: str
    """Name and number of whom it is about; empty when the message names nobody that can be read."""
    amount: str
    """The money in it, in yuan as a person reads it; empty without any."""
    production: str
    """The profile that calls the target production; empty for any other target."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody has to be asked before some calls are sent."""

    deeds: tuple[Deed, ...]
    """Each call that would do more than read, in order."""

    @property
    def targets(self) -> tuple[str, ...]:
        """Each `host:port`, once."""
        return tuple(dict.fromkeys(deed.target for deed in self.deeds))

    @property
    def production(self) -> tuple[str, ...]:
        """Each target that a profile calls production, once: its name must be typed."""
        return tuple(dict.fromkeys(deed.target for deed in self.deeds if deed.production))

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many calls of each function."""
        return list(Counter(deed.function for deed in self.deeds).items())

    @property
    def patients(self) -> tuple[str, ...]:
        """Each patient, once."""
        return tuple(dict.fromkeys(deed.patient for deed in self.deeds if deed.patient))

    def allow(self, *, production: Iterable[str] = ()) -> "Permit":
        """The permit of somebody who has been asked and said yes; `production` are the targets that were typed.

        Raises NotPermittedError for a production target that was not.
        """
        typed = set(production)
        for target in self.production:
            if not typed & {target, _PORT.sub("", target)}:
                raise NotPermittedError(
                    Words(f"{target} 是生产环境，没有发送。", f"{target} is production, nothing was sent."),
                    Words(
                        f"确需发送时，请逐字输入主机名 {target}（命令行 --production {target}）。",
                        f"If you mean it, type its name {target} (--production {target} on the command line).",
                    ),
                )
        return Permit(self.deeds, _made_here=_KEY)


_PORT = re.compile(r":\d+\Z")
_KEY = object()


class Permit:
    """That some calls may be sent. Made by `Question.allow` only; `ONLY_READING` allows what changes nothing."""

    def __init__(self, deeds: Iterable[Deed], *, _made_here: object) -> None:
        assert _made_here is _KEY
        self._left = Counter(deeds)

    def spend(self, outgoing: Outgoing, reader: Reader) -> None:
        """Take the allowance for `outgoing`: each is good for one call. Raises NotPermittedError when there is none."""
        deed = deed_of(outgoing, reader)
        if deed is None:
            return
        if not self._left[deed]:
            raise NotPermittedError(
                Words(
                    f"{deed.function} 会{EFFECTS[deed.effect].zh}，未经允许，没有发送到 {deed.target}。",
                    f"{deed.function} {EFFECTS[deed.effect].en}; nobody has allowed that, it was not sent to {deed.target}.",
                )
            )
        self._left[deed] -= 1


ONLY_READING = Permit((), _made_here=_KEY)
"""Allows nothing but what reads."""


def question(calls: Iterable[Outgoing], reader: Reader) -> Question | None:
    """What has to be asked before `calls` are sent; None when all of them only read."""
    deeds = tuple(deed for call in calls if (deed := deed_of(call, reader)) is not None)
    return Question(deeds) if deeds else None


def deed_of(outgoing: Outgoing, reader: Reader) -> Deed | None:
    """What `outgoing` would do, read from its bytes; None when it only reads."""
    reading = read(outgoing, reader)
    effect, function = effect_of(reading)
    if effect is None:
        return None
    subject = reading.subject("request")
    return Deed(
        effect=effect,
        function=_name(reading, function),
        target=outgoing.target,
        patient=_patient(subject),
        amount=_amount(subject),
        production=_production(outgoing, reader, reading),
    )


def read(outgoing: Outgoing, reader: Reader) -> Reading:
    """`outgoing` as its receiver would read it."""
    return reader.read(Exchange(outgoing.head.to_bytes(), outgoing.body, url=outgoing.url, listener=outgoing.listener))


def _production(outgoing: Outgoing, reader: Reader, reading: Reading) -> str:
    """The profile that calls the target of `outgoing` production: one that names it, or the one that reads the call."""
    target = place_of(outgoing.url)
    marked = [profile for profile in reader.profiles if profile.target == "production"]
    named = (one.name for one in marked if one is reading.profile or _is_at(one, target))
    return next(named, "")


def _is_at(profile: Profile, target: Place) -> bool:
    """Whether `target` is the host of `profile`, or where HISight listens for it: what is sent there goes on to that host."""
    if profile.host and place_of(f"//{profile.host}").covers(target):
        return True
    address, _, port = profile.listen.rpartition(":")
    return bool(port) and place_of(f"//{address or LOCALHOST}:{port}").covers(target)


def _name(reading: Reading, function: Function | None) -> str:
    if function is not None:
        return f"{function.label} {function.title}"
    known = reading.call.fun_code or reading.call.operation or _address(reading)
    return known or str(Words("读不出功能号的调用", "a call whose FUN_CODE cannot be read"))


def _address(reading: Reading) -> str:
    """`GET /pay?order=1`, of a request without a body."""
    request = reading.call.request
    return request.head.start_line.rpartition(" ")[0] if request and not request.decoded.text else ""


def _patient(subject: Subject | None) -> str:
    if subject is not None and subject.message.payload.state == "unreadable":
        return str(Words("业务参数读不出", "the payload cannot be read"))
    found: dict[str, str] = {}
    for _, field, value in subject.values() if subject else ():
        if field.patient in ("name", "id-number", "card"):
            found.setdefault(field.patient, value)
    return " ".join(found[kind] for kind in ("name", "id-number", "card") if kind in found)


def _amount(subject: Subject | None) -> str:
    """The largest amount: the others are its parts, or what is left to pay of it."""
    largest = max(
        (yuan for _, field, value in (subject.values() if subject else ()) if (yuan := _yuan(field, value))),
        default=None,
    )
    return f"{largest:,.2f} {Words('元', 'yuan')}" if largest else ""


def _yuan(field: Field, value: str) -> Decimal | None:
    try:
        return Decimal(value) / {"fen": 100, "yuan": 1}[field.unit]
    except (KeyError, InvalidOperation):
        return None
