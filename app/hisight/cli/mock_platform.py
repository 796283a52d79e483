"""`hisight mock platform`: scenarios run against a HIS."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from hisight import profiles
from hisight.capture import Session
from hisight.catalog import in_use
from hisight.cli.message import reader_of
from hisight.cli.options import AsJson, CatalogFolder, Cipher, ProfileName, Rule, SharedKey
from hisight.errors import HisightError
from hisight.mock import ENCRYPTED
from hisight.mock.styles import USUAL
from hisight.profiles import Traits
from hisight.protocol import AUTO
from hisight.reading import Reader
from hisight.reading.leniency import leniency_of
from hisight.replay import Question, Way
from hisight.replay.outgoing import require_complete
from hisight.scenarios import Run, StepOutcome, Target, foreseen, junit, load, shipped
from hisight.wording import Words


def platform(
    to: Annotated[str, typer.Option(help="Where the HIS is: http://host:port/path.")] = "",
    scenario: Annotated[
        list[str] | None,
        typer.Option(
            help=f"A TOML file, or one of {', '.join(shipped())}; may repeat. Default: those that run anywhere."
        ),
    ] = None,
    profile: ProfileName = "",
    key: SharedKey = "",
    cipher: Cipher = AUTO,
    rule: Rule = AUTO,
    user_id: Annotated[str, typer.Option(help="USER_ID. Default: that of the profile, else demo-aes.")] = "",
    hospital_id: Annotated[str, typer.Option(help="HOSPITAL_ID. Default: that of the profile, else SL01.")] = "",
    given: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A value that the scenarios refer to; may repeat."),
    ] = None,
    operation: Annotated[str, typer.Option(help="The operation for all functions. Default: one each.")] = "",
    argument: Annotated[str, typer.Option(help="The name of its argument.")] = "xml",
    namespace: Annotated[str, typer.Option(help="The namespace of the operations.")] = "http://tempuri.org/",
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds to wait for an answer.")] = 30.0,
    catalog: CatalogFolder = None,
    show: Annotated[
        str,
        typer.Option(metavar="NAME", help="Print a shipped scenario, to begin one of your own with, and send nothing."),
    ] = "",
    session: Annotated[Path | None, typer.Option(help="Record the calls into this session file.")] = None,
    junit_file: Annotated[Path | None, typer.Option("--junit", help="Write the result as JUnit XML.")] = None,
    ca: Annotated[Path | None, typer.Option(help="PEM file of the certificate authority to trust.")] = None,
    production: Annotated[
        list[str] | None, typer.Option(metavar="HOST", help="A production target that you mean; may repeat.")
    ] = None,
    *,
    allow_writes: Annotated[
        bool, typer.Option("--allow-writes", help="Send what changes data or moves money: registers, books, pays.")
    ] = False,
    insecure: Annotated[bool, typer.Option("--insecure", help="Accept any certificate.")] = False,
    as_json: AsJson = False,
) -> None:
    """Run scenarios against a HIS, and say step by step whether it answered as expected.

    Exit code 0 when all passed, 1 when something failed, 2 when nothing could be tried. The calls are of patients who do not
    exist, but a HIS books and charges them: it takes --allow-writes, and nothing is sent without. `--show register` explains
    how a scenario is written.
    """
    used = in_use(catalog)
    if show:
        typer.echo(load(show, used).file.read_text("utf-8"), nl=False)
        return
    chosen = [load(name, used) for name in scenario or shipped()]
    chosen = [one for one in chosen if scenario or not one.moves_the_clock]
    overruled = dict(_pair(one) for one in given or ())
    known = profiles.load()
    scheme = ENCRYPTED.scheme
    if profile or key or cipher != AUTO or rule != AUTO or profiles.environment_keys():
        scheme = reader_of(used, profile, key, cipher, rule).choose_scheme(Traits())
    mine = profiles.named(profile, known) if profile else None
    # The reader knows all profiles, because any of them may call the target production.
    reader = Reader(used, known, scheme, leniency_of(mine) if mine else None)
    target = Target(
        _url(to),
        scheme,
        user_id or (mine.user_id if mine else "") or ENCRYPTED.user_id,
        hospital_id or (mine.hospital_id if mine else "") or ENCRYPTED.hospital_id,
        operation,
        argument,
        namespace,
    )
    asked = foreseen(chosen, target, reader)
    if asked and not allow_writes:
        raise _not_allowed(asked)
    if asked:
        asked.allow(production=production or ())  # before anything is sent; each call is asked about again
    way = Way(timeout, insecure, ca)
    outcomes: dict[str, list[StepOutcome]] = {}
    for one in chosen:
        if not as_json:
            typer.echo(f"{one.name}  {one.title}")
        outcomes[one.name] = []
        run = Run(one, target, reader, way, given=overruled, allow_writes=allow_writes, production=production or ())
        for step in run.steps():
            outcomes[one.name].append(step)
            typer.echo(_step_json(one.name, step) if as_json else _step(step))
    if session:
        with Session.open(session, create=True) as opened:
            opened.append([step.exchange for steps in outcomes.values() for step in steps if step.exchange])
    if junit_file:
        _write(junit_file, junit(outcomes))
    failed = [name for name, steps in outcomes.items() if not all(step.passed for step in steps)]
    typer.echo(_end_json(outcomes, failed) if as_json else _end(outcomes, failed))
    if failed:
        raise typer.Exit(1)


def _not_allowed(asked: Question) -> HisightError:
    names, targets = ", ".join(name for name, _ in asked.counts), ", ".join(asked.targets)
    return HisightError(
        Words(
            f"场景会修改 {targets} 的数据（{names}），没有发送。",
            f"the scenarios change data at {targets} ({names}); nothing was sent.",
        ),
        Words("确需发送时请加 --allow-writes。", "If you mean it, add --allow-writes."),
    )


def _url(to: str) -> str:
    """`to` with the path of our mock HIS where it has none. Raises HisightError when it is no address."""
    parts = require_complete(to)
    return to if parts.path.strip("/") else parts._replace(path=USUAL.path).geturl()


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise HisightError(
            Words(f"--set {text} 不正确。", f"--set {text} is not right."),
            Words("应写成 名称=值，如 dept=101。", "Write NAME=VALUE, e.g. dept=101."),
        )
    return name.strip(), value


def _step(step: StepOutcome) -> str:
    mark = "-" if step.skipped else "✓" if step.passed else "✗"
    took = f"{step.duration_ms:.0f} ms" if step.exchange else str(Words("未执行", "not tried")) if step.skipped else ""
    name = step.function if step.name in step.function else f"{step.name}  {step.function}".rstrip()
    head = f"  {mark} {name}  {took}".rstrip()
    return "\n".join([head, *(f"      {failure.words}" for failure in step.failures)])


def _step_json(scenario: str, step: StepOutcome) -> str:
    failures = [
        {
            "what": failure.what,
            "expected": failure.expected,
            "found": failure.found,
            "side": failure.side,
            "message": str(failure.words),
        }
        for failure in step.failures
    ]
    facts = {
        "event": "step",
        "scenario": scenario,
        "step": step.name,
        "function": step.function,
        "state": "skipped" if step.skipped else "passed" if step.passed else "failed",
        "duration_ms": round(step.duration_ms, 1),
        "failures": failures,
    }
    return json.dumps(facts, ensure_ascii=False)


def _end(outcomes: Mapping[str, Sequence[StepOutcome]], failed: Sequence[str]) -> Words:
    total = len(outcomes)
    if not failed:
        return Words(f"{total} 个场景全部通过。", f"All {total} scenarios passed.")
    names = ", ".join(failed)
    return Words(
        f"{total} 个场景，{len(failed)} 个失败：{names}。", f"{len(failed)} of {total} scenarios failed: {names}."
    )


def _end_json(outcomes: Mapping[str, Sequence[StepOutcome]], failed: Sequence[str]) -> str:
    return json.dumps({"event": "end", "scenarios": len(outcomes), "failed": list(failed)})


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise HisightError(Words(f"无法写入 {file}：{reason}。", f"cannot write {file}: {reason}.")) from None
