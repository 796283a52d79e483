"""`hisight inspect`: everything the tool knows about one message."""

import json
from pathlib import Path
from typing import Annotated

import typer

from hisight.catalog import in_use
from hisight.checks import Finding, Severity, Subject
from hisight.cli import message
from hisight.cli.options import (
    AsJson,
    CatalogFolder,
    Charset,
    Cipher,
    ContentType,
    Direction,
    FunCode,
    ProfileName,
    Rule,
    SharedKey,
    Side,
    Status,
)
from hisight.protocol import AUTO
from hisight.reading import Reader, Reading, message_json
from hisight.reading.indented import indented
from hisight.reading.leniency import Leniency
from hisight.wording import Words

_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}


def inspect(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE|-|SESSION", help="A file, - for standard input, a session, or a bundle."),
    ],
    number: Annotated[int | None, typer.Argument(metavar="[ID]", help="Number of the call in the session.")] = None,
    direction: Direction = None,
    content_type: ContentType = "",
    charset: Charset = "",
    status: Status = 0,
    fun_code: FunCode = "",
    key: SharedKey = "",
    cipher: Cipher = AUTO,
    rule: Rule = AUTO,
    profile: ProfileName = "",
    catalog: CatalogFolder = None,
    *,
    switched_off: Annotated[
        bool, typer.Option("--all", help="Show findings that the profile switches off, too.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read one message and say what it is, whether its signature fits, and where it departs from the interface.

    It may be an HTTP body, a whole HTTP message, a pasted ROOT or REQ document, or a base64 payload. With a number it is both
    sides of a recorded call: `hisight inspect SESSION ID`.
    """
    reader = message.reader_of(in_use(catalog), profile, key, cipher, rule)
    if number is not None:
        given = bool(key or profile) or (cipher, rule) != (AUTO, AUTO)
        reading = message.recorded(Path(file), number, reader if given else Reader.default(catalog_folder=catalog))
        sides = [one for one in reading.subjects if direction in (None, Side(one.direction))]
        told = [message_json(reading, one.direction) for one in sides]
        lines = [line for one in sides for line in ("", *_report(reading, one, switched_off=switched_off))]
        typer.echo(
            json.dumps(told, ensure_ascii=False, indent=2) if as_json else "\n".join([str(reading.verdict), *lines])
        )
        return
    reading = message.read(file, reader, direction, content_type, status, fun_code, charset)
    if as_json:
        typer.echo(json.dumps(message_json(reading, reading.subjects[0].direction), ensure_ascii=False, indent=2))
    else:
        report = _report(reading, reading.subjects[0], switched_off=switched_off)
        typer.echo("\n".join([str(reading.verdict), "", *report]))


def _report(reading: Reading, side: Subject, *, switched_off: bool) -> list[str]:
    data = message_json(reading, side.direction)
    findings = [finding for finding in reading.findings if finding.direction == side.direction]
    off = [finding for finding in reading.switched_off if finding.direction == side.direction]
    function, signature = data["function"], data["signature"]
    lines = []
    lines.append(f"{data['direction']}  {function['code']} {function['name']} {function['title']}".rstrip())
    notes = side.message.notes
    lines += [f"  {note.layer:18}{note.value or '-'}  {note.explanation}".rstrip() for note in notes]
    if data["envelope"]:
        lines += ["", "ROOT"] + [f"  {name:18}{_short(value)}" for name, value in data["envelope"].items()]
    rule = "" if signature["verdict"] == "unsigned" else signature["rule"]
    lines += ["", f"{Words('签名', 'Signature')}: {signature['verdict']} {rule}".rstrip()]
    lines += [f"  {text}" for text in (signature["explanation"], signature["excluded"]) if text]
    base_string = side.message.signature.base_string
    if data["envelope"] and base_string:
        lines.append(f"  {Words('待签名串', 'base string')}: {_short(base_string, 400)}")
    if side.message.transport.carries != "nothing":
        lines += [
            "",
            f"{Words('业务参数', 'Payload')}: {data['payload']['state']} {data['payload']['cipher']}".rstrip(),
        ]
        lines += [f"  {line}" for line in indented(data["payload"]["xml"]).splitlines()]
    lines += ["", f"{Words('发现', 'Findings')}: {len(findings)}"]
    lines += [_finding(finding, reading.leniency) for finding in findings]
    if off:
        says = str(reading.leniency.switched_off(len(off)))
        how = Words("（加 --all 显示）", " (--all shows them)") if not switched_off else ""
        lines += ["", f"{says[:1].upper()}{says[1:]}{how}"]
        lines += [_finding(finding, reading.leniency) for finding in off if switched_off]
    return lines


def _finding(finding: Finding, leniency: Leniency) -> str:
    before = leniency.lowered(finding)
    told = f"({before})" if str(before) else ""
    parts = (f"  {_MARKS[finding.severity]} {finding.code} {finding.path} ", finding.message, finding.hint, told)
    return " ".join(filter(None, map(str, parts)))


def _short(text: str, limit: int = 100) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= limit else f"{folded[:limit]}… ({len(text)})"
