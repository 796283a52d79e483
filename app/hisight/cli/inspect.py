"""`hisight inspect`: everything the tool knows about one message."""

import json
import sys
from dataclasses import replace
from enum import StrEnum
from http import HTTPStatus
from pathlib import Path
from typing import Annotated

import typer

from hisight import profiles
from hisight.catalog import Catalog, in_use
from hisight.checks import Finding, Severity
from hisight.cli.options import CatalogFolder
from hisight.errors import HisightError
from hisight.protocol import AUTO, CIPHERS, RULES, Direction, http
from hisight.reading import Reader, Reading, message_json
from hisight.reading.indented import indented
from hisight.reading.leniency import Leniency, leniency_of
from hisight.wording import Words

_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}


class Side(StrEnum):
    """The sides of a call, as a choice on the command line."""

    REQUEST = "request"
    RESPONSE = "response"


def inspect(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A file, or - for standard input.")],
    direction: Annotated[Side | None, typer.Option(help="Which side it is. Default: the message tells.")] = None,
    content_type: Annotated[str, typer.Option(help="Content-Type it came with, e.g. 'text/xml; charset=gbk'.")] = "",
    status: Annotated[int, typer.Option(help="HTTP status it came with, for a response.", min=0, max=999)] = 0,
    fun_code: Annotated[str, typer.Option(help="FUN_CODE or name, for a message that does not say it.")] = "",
    key: Annotated[str, typer.Option(help="The shared key. Default: the variable HISIGHT_KEY.")] = "",
    cipher: Annotated[str, typer.Option(help=f"auto, {', '.join(CIPHERS)}.")] = AUTO,
    rule: Annotated[str, typer.Option(help=f"auto, {', '.join(RULES)}.")] = AUTO,
    profile: Annotated[str, typer.Option(help="Read it as this profile says: key, cipher, rule, severities.")] = "",
    catalog: CatalogFolder = None,
    *,
    switched_off: Annotated[
        bool, typer.Option("--all", help="Show findings that the profile switches off, too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Read one message and say what it is, whether its signature fits, and where it departs from the interface.

    It may be an HTTP body, a whole HTTP message, a pasted ROOT or REQ document, or a base64 payload.
    """
    _require(cipher, "--cipher", (AUTO, *CIPHERS))
    _require(rule, "--rule", (AUTO, *RULES))
    head, body = _head_and_body(_read(file), content_type, status)
    reader = _reader(in_use(catalog), profile, key, cipher, rule)
    side: Direction | None = direction.value if direction else "response" if status else None
    if side is None and head.start_line:
        side = "response" if head.status else "request"
    reading = reader.read_alone(side, body, head, fun_code)
    if as_json:
        typer.echo(json.dumps(message_json(reading, reading.subjects[0].direction), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(_report(reading, switched_off=switched_off)))


def _reader(catalog: Catalog, profile: str, key: str, cipher: str, rule: str) -> Reader:
    """The reader that a profile and the command line give; what the command line says outweighs the profile."""
    given = profiles.given(key, cipher, rule)
    if not profile:
        return Reader(catalog, scheme=given)
    chosen = profiles.named(profile, profiles.load())
    scheme = chosen.scheme_with(given.keys) if key.strip() else chosen.scheme()
    scheme = replace(
        scheme,
        cipher=chosen.cipher if cipher == AUTO else cipher,
        rule=chosen.rule if rule == AUTO else rule,
    )
    return Reader(catalog, scheme=scheme, leniency=leniency_of(chosen))


def _require(value: str, option: str, known: tuple[str, ...]) -> None:
    if value not in known:
        names = ", ".join(known)
        raise HisightError(
            Words(f"{option} 不认识 {value}。", f"{option} does not know {value}."),
            Words(f"可用：{names}。", f"It takes {names}."),
        )


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise HisightError(
            Words(f"无法读取 {file}：{reason}。", f"cannot read {file}: {reason}."),
            Words("请给出一个文件，或用 - 表示标准输入。", "Give a file, or - for standard input."),
        ) from None


def _head_and_body(data: bytes, content_type: str, status: int) -> tuple[http.Head, bytes]:
    """Take a whole HTTP message apart; options of the command line outweigh its head."""
    head, body = http.split(data) or (http.EMPTY_HEAD, data)
    if status:
        reason = next((one.phrase for one in HTTPStatus if one == status), "")
        head = http.Head(f"HTTP/1.1 {status} {reason}".rstrip(), head.fields)
    if content_type:
        head = head.replacing(Content_Type=content_type)
    return head, body


def _report(reading: Reading, *, switched_off: bool) -> list[str]:
    data = message_json(reading, reading.subjects[0].direction)
    function, signature = data["function"], data["signature"]
    lines = [str(reading.verdict), ""]
    lines.append(f"{data['direction']}  {function['code']} {function['name']} {function['title']}".rstrip())
    lines += [f"  {layer['name']:18}{layer['value']}  {layer['note']}".rstrip() for layer in data["layers"]]
    if data["envelope"]:
        lines += ["", "ROOT"] + [f"  {name:18}{_short(value)}" for name, value in data["envelope"].items()]
    lines += ["", f"{Words('签名', 'Signature')}: {signature['verdict']} {signature['rule']}".rstrip()]
    lines += [f"  {signature['explanation']}"]
    base_string = reading.subjects[0].message.signature.base_string
    if data["envelope"] and base_string:
        lines.append(f"  {Words('待签名串', 'base string')}: {_short(base_string, 400)}")
    lines += ["", f"{Words('业务参数', 'Payload')}: {data['payload']['state']} {data['payload']['cipher']}".rstrip()]
    lines += [f"  {line}" for line in indented(data["payload"]["xml"]).splitlines()]
    lines += ["", f"{Words('发现', 'Findings')}: {len(reading.findings)}"]
    lines += [_finding(finding, reading.leniency) for finding in reading.findings]
    if reading.switched_off:
        says = str(reading.leniency.switched_off(len(reading.switched_off)))
        how = Words("（加 --all 显示）", " (--all shows them)") if not switched_off else ""
        lines += ["", f"{says[:1].upper()}{says[1:]}{how}"]
        lines += [_finding(finding, reading.leniency) for finding in reading.switched_off if switched_off]
    return lines


def _finding(finding: Finding, leniency: Leniency) -> str:
    before = leniency.lowered(finding)
    told = f"({before})" if str(before) else ""
    parts = (f"  {_MARKS[finding.severity]} {finding.code} {finding.path} ", finding.message, finding.hint, told)
    return " ".join(filter(None, map(str, parts)))


def _short(text: str, limit: int = 100) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= limit else f"{folded[:limit]}… ({len(text)})"
