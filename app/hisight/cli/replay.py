"""`hisight replay`: recorded calls sent again, as they were or changed."""

import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from hisight import profiles
from hisight.capture import Filter, Session
from hisight.cli.capture_printer import remark
from hisight.cli.options import CatalogFolder
from hisight.compare.as_text import written
from hisight.errors import HisightError
from hisight.reading import Reader, Reading
from hisight.replay import Outgoing, Permit, Question, Way, apply_settings, edited, question
from hisight.replay.batch import Batch, Outcome, Plan, send_one
from hisight.replay.permission import EFFECTS, ONLY_READING
from hisight.wording import Words


def replay(
    session: Annotated[Path, typer.Argument(help="Session file (*.hisight).")],
    which: Annotated[
        list[str],
        typer.Argument(metavar="ID...|FILTER", help="Numbers of calls, or a filter such as 'fun:2007 code!=0'."),
    ],
    to: Annotated[str, typer.Option(help="Send to this server instead, e.g. http://127.0.0.1:8080.")] = "",
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a value (REQ/SEX=1, ROOT/USER_ID=0002); may repeat."),
    ] = None,
    profile: Annotated[
        str, typer.Option(help="Read and seal with this profile. Default: the one that matches, else HISIGHT_KEY.")
    ] = "",
    seal_as: Annotated[
        str, typer.Option(metavar="PROFILE", help="Seal anew with the keys and rule of this profile.")
    ] = "",
    catalog: CatalogFolder = None,
    repeat: Annotated[int, typer.Option(min=1, help="Send the whole batch so often.")] = 1,
    pace: Annotated[float, typer.Option(min=0.0, help="Seconds between two calls.")] = 0.0,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds to wait for the other side.")] = 30.0,
    ca: Annotated[Path | None, typer.Option(help="PEM file of the certificate authority to trust.")] = None,
    production: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="With --allow-writes: a production target that you mean; may repeat."),
    ] = None,
    *,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Make times and the platform's new numbers anew, and seal again.")
    ] = False,
    stop: Annotated[bool, typer.Option("--stop", help="Stop at the first answer that differs.")] = False,
    allow_writes: Annotated[
        bool, typer.Option("--allow-writes", help="Send what changes data or moves money without asking.")
    ] = False,
    insecure: Annotated[bool, typer.Option("--insecure", help="Accept any certificate.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines for programs.")] = False,
) -> None:
    """Send recorded calls again; each answer is stored in the session as a new call that points to its original.

    As they were recorded, or sealed anew with --set, --fresh or --seal-as. Exit code 1 when an answer differs in substance
    from the recorded one (not its SIGN, times or new numbers), or none came. What changes data or moves money is sent only
    after a yes at the terminal, or with --allow-writes.
    """
    reader = Reader.default(profile, catalog)
    scheme = profiles.named(seal_as, reader.profiles).scheme() if seal_as else None
    way = Way(timeout, insecure, ca)
    with Session.open(session) as opened:
        reader = reader.of(opened)
        numbers = _numbers(opened, which)
        ask = _Asking(allow=allow_writes, production=production or ())
        if changes:
            differ = _changed(opened, reader, numbers, changes, to, way, ask, as_json=as_json)
        else:
            plan = Plan(to, fresh, scheme, repeat, pace, stop, way)
            differ = _batch(opened, reader, numbers, plan, ask, as_json=as_json)
    if differ:
        raise typer.Exit(1)


class _Asking:
    """How somebody allows what does more than read: by an option, or with a yes at a terminal."""

    def __init__(self, *, allow: bool, production: "list[str] | tuple[str, ...]") -> None:
        self._allow, self._production = allow, production

    def permit(self, asked: Question | None) -> Permit:
        """The permit for what is asked. Raises HisightError when nobody gives it."""
        if asked is None:
            return ONLY_READING
        if self._allow:
            return asked.allow(production=self._production)
        if not sys.stdin.isatty():
            raise HisightError(
                Words(f"{_summary(asked).zh}没有发送。", f"{_summary(asked).en} Nothing was sent."),
                Words("确需发送时请加 --allow-writes。", "If you mean it, add --allow-writes."),
            )
        typer.echo(_summary(asked))
        typed = [typer.prompt(str(Words(f"{host} 是生产环境，请输入它的名称", f"{host} is production, type its name")))
                 for host in asked.production]  # fmt: skip
        if not asked.production and not typer.confirm(str(Words("继续？", "Go on?"))):
            raise HisightError(Words("已取消，没有发送。", "cancelled, nothing was sent."))
        return asked.allow(production=typed)


def _summary(asked: Question) -> Words:
    """What would be done, where, to whom, for how much."""
    effects = Counter(deed.effect for deed in asked.deeds)
    zh = "；".join(f"{count} 次调用会{EFFECTS[effect].zh}" for effect, count in effects.items())
    en = "; ".join(f"{count} call{'s' * (count > 1)} that {EFFECTS[effect].en}" for effect, count in effects.items())
    names = ", ".join(f"{name} × {count}" if count > 1 else name for name, count in asked.counts)
    targets, patients = ", ".join(asked.targets), ", ".join(asked.patients)
    amounts = ", ".join(dict.fromkeys(deed.amount for deed in asked.deeds if deed.amount))
    more_zh = f"，患者 {patients}" * bool(patients) + f"，金额 {amounts}" * bool(amounts)
    more_en = f", patient {patients}" * bool(patients) + f", amount {amounts}" * bool(amounts)
    return Words(f"{zh}（{names}），目标 {targets}{more_zh}。", f"{en} ({names}), to {targets}{more_en}.")


def _numbers(session: Session, which: list[str]) -> list[int]:
    """The calls that are meant: by number, or by a filter."""
    if all(word.isdecimal() for word in which):
        return [int(word) for word in which]
    numbers = list(session.ids(Filter(" ".join(which))))
    if not numbers:
        raise HisightError(Words("没有符合条件的调用。", "no call fits that filter."))
    return numbers


def _batch(session: Session, reader: Reader, numbers: list[int], plan: Plan, ask: _Asking, *, as_json: bool) -> bool:
    batch = Batch(session, reader, numbers, plan)
    permit, differ = ask.permit(batch.question()), 0
    for outcome in batch.run(permit):
        differ += outcome.differs
        typer.echo(_json(outcome) if as_json else _line(outcome))
    if not as_json and len(batch) > 1:
        typer.echo(
            Words(f"{len(batch)} 次调用，{differ} 次应答不同。", f"{len(batch)} calls, {differ} answers differ.")
        )
    return bool(differ)


def _changed(
    session: Session,
    reader: Reader,
    numbers: list[int],
    changes: list[str],
    to: str,
    way: Way,
    ask: _Asking,
    *,
    as_json: bool,
) -> bool:
    """Send calls with values set; another question has another answer, so only a missing one counts."""
    made: list[tuple[Reading, Outgoing]] = []
    for number in numbers:
        reading = reader.read(session.get(number))
        assert reading.call.request is not None
        assert reading.call.exchange is not None
        xml, fields = apply_settings(reading.call.request, changes)
        made.append((reading, edited(reading.call.exchange, reading.call.request, xml, fields, to=to)))
    permit, unanswered = ask.permit(question((outgoing for _, outgoing in made), reader)), False
    for number, (reading, outgoing) in zip(numbers, made, strict=True):
        outcome = replace(send_one(session, reader, outgoing, permit, way), original=number)
        if outcome.reading is not None and _kept_its_sign(reading, outcome.reading):
            remark(Words("没有密钥，SIGN 未重新计算。", "without a key SIGN was not made again."))
        typer.echo(_json(outcome) if as_json else _line(outcome))
        unanswered = unanswered or outcome.differs
    return unanswered


def _kept_its_sign(before: Reading, after: Reading) -> bool:
    """Whether the changed request went out with a SIGN that nobody could make again for want of a key."""
    old, new = before.call.request, after.call.request
    assert old is not None
    assert new is not None
    return new.signature.verdict == "unknown-key" and new.signature.found == old.signature.found


def _json(outcome: Outcome) -> str:
    facts: dict[str, Any] = {"id": outcome.number, "parent": outcome.original}
    if outcome.reading is not None and outcome.reading.call.exchange is not None:
        exchange, call = outcome.reading.call.exchange, outcome.reading.call
        facts |= {
            "url": exchange.url,
            "status": call.response.head.status if call.response else 0,
            "return_code": call.return_code,
            "return_msg": call.return_msg,
            "duration_ms": round(exchange.duration_ms, 1),
            "error": exchange.error,
            "verdict": str(outcome.reading.verdict),
        }
    else:
        facts["error"] = str(outcome.problem)
    if outcome.comparison is not None:
        facts["differences"] = [
            {"path": line.path, "kind": line.kind, "left": line.left, "right": line.right}
            for line in outcome.comparison.differences
        ]
    return json.dumps(facts, ensure_ascii=False)


def _line(outcome: Outcome) -> str:
    if outcome.reading is None or outcome.reading.call.exchange is None:
        told = Words(f"没有发送：{outcome.problem.zh}", f"not sent: {outcome.problem.en}")
        return f"(↩ #{outcome.original})  {told}"
    exchange = outcome.reading.call.exchange
    head = f"#{outcome.number} (↩ #{outcome.original})  {exchange.url}  {exchange.duration_ms:.0f} ms"
    differences = written(outcome.comparison.differences) if outcome.comparison else ()
    return "\n".join([head, str(outcome.reading.verdict), *(f"    {text}" for text in differences)])
