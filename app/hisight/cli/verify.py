"""`hisight verify`: whether SIGN is right, over which bytes, and what its author does otherwise."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from hisight.catalog import in_use
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
from hisight.columns import padded
from hisight.errors import HisightError
from hisight.explain import decryption
from hisight.explain.signature import THOROUGH
from hisight.protocol import AUTO, Message
from hisight.reading import Reader
from hisight.reading.forms import signed_bytes
from hisight.reading.signature_json import signature_json
from hisight.wording import Words

_SIDES = {"request": Words("请求", "Request"), "response": Words("应答", "Answer")}


def verify(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-|SESSION", help="A message, - for standard input, a session, or a bundle.")
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
    as_json: AsJson = False,
) -> None:
    """Verify SIGN of a message, or of both sides of a recorded call: `hisight verify SESSION ID`.

    It shows what is signed, down to the bytes, and where SIGN does not fit, what its author does otherwise than agreed. Of a
    payload that does not open it tells why, and what would open it.
    Exit code 0 when every SIGN is as agreed, else 1.
    """
    given = bool(key or profile) or (cipher, rule) != (AUTO, AUTO)
    if given or number is None:
        reader = message.reader_of(in_use(catalog), profile, key, cipher, rule)
    else:
        reader = Reader.default(catalog_folder=catalog)
    if number is None:
        reading = message.read(file, reader, direction, content_type, status, fun_code, charset)
    else:
        _require_none(content_type=content_type, charset=charset, status=status, fun_code=fun_code)
        reading = message.recorded(Path(file), number, reader, THOROUGH)
    sides = [one for one in reading.call.messages if number is None or direction in (None, Side(one.direction))]
    what = reading.function.label if reading.function else reading.call.fun_code
    if as_json:
        typer.echo(json.dumps([signature_json(one, what) for one in sides], ensure_ascii=False, indent=2))
    else:
        typer.echo("\n\n".join("\n".join(_report(one, what)) for one in sides))
    if not sides or any(one.signature.verdict != "valid" for one in sides):
        raise typer.Exit(1)


def _require_none(**options: object) -> None:
    """Complain about options that a recorded call has no use for: it was recorded with what they would say."""
    for option in (name.replace("_", "-") for name, value in options.items() if value):
        raise HisightError(
            Words(f"--{option} 只用于单个报文。", f"--{option} is for a message alone."),
            Words("会话中的调用已带有这些信息。", "A recorded call brings that with it."),
        )


def _report(one: Message, what: str) -> Iterator[str]:
    facts = signature_json(one, what)
    yield f"{_SIDES[one.direction]}  {what}".rstrip()
    yield f"{Words('签名', 'Signature')}: {facts['verdict']} {facts['variant']}".rstrip()
    yield from (f"  {text}" for text in (facts["explanation"], facts["excluded"]) if text)
    yield from _differences(one)
    if one.envelope.fields:
        yield from _digests(facts)
        yield from _base_strings(facts)
        yield from _signed(one)
    yield from _closed_payload(one)
    if facts["letter"]:
        yield from ("", str(Words("可转给对方：", "For the other vendor:")), f"  {facts['letter']}")


def _closed_payload(one: Message) -> Iterator[str]:
    """Why the payload does not open, and what would open it."""
    if one.payload.problem is not None:
        behind = decryption.explain(one)
        yield from ("", str(Words("业务参数", "Payload")))
        yield from (f"  {text}" for text in (behind.words, *behind.signs))


def _differences(one: Message) -> Iterator[str]:
    for difference in one.signature.differences:
        yield f"  - {difference.label}: {difference.found}"
        yield f"    {Words('约定', 'agreed')}: {difference.agreed}"


def _digests(facts: dict[str, Any]) -> Iterator[str]:
    no_key = str(Words("无法计算：没有密钥", "cannot be computed without a key"))
    rows = (
        (Words("规则", "rule"), f"{facts['rule']}, {facts['digest'].upper()}, {facts['charset'].upper()}"),
        (Words("密钥", "key"), facts["key"] or "-"),
        (Words("按约定应为", "as agreed"), facts["expected"] or no_key),
        (Words("报文中", "found"), facts["found"] or "-"),
    )
    yield from (f"  {padded(str(name), 12)}{value}" for name, value in rows)


def _base_strings(facts: dict[str, Any]) -> Iterator[str]:
    yield from ("", str(Words("待签名串（密钥以圆点代替）", "Base string (dots stand for the key)")))
    yield f"  {facts['base_string']}"
    if facts["agreed_base_string"] != facts["base_string"]:
        yield str(Words("按约定应为", "As agreed it would be"))
        yield f"  {facts['agreed_base_string']}"


def _signed(one: Message) -> Iterator[str]:
    size = len(one.signature.signed)
    if size:
        words = Words(f"签名的 {size:,} 个字节（密钥以 * 代替）", f"The {size:,} bytes that are signed (* for the key)")
        yield from ("", str(words))
        yield from (f"  {line}" for line in signed_bytes(one.signature).splitlines())
