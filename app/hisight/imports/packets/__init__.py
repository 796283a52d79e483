"""Packet captures (pcap, pcapng): what Wireshark and tcpdump write.

tshark, a part of Wireshark, takes the packets apart, whatever network they are of; the bytes of each connection are put in order
here, and the HTTP in them is read.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from hisight.capture import Exchange
from hisight.imports.errors import UnreadableFileError
from hisight.imports.format import Losses
from hisight.imports.packets.connection import Connection
from hisight.imports.packets.segment import FIELDS, Segment
from hisight.imports.printed import lines_of
from hisight.wording import Words

NAME = Words("抓包文件（pcap、pcapng）", "packet capture (pcap, pcapng)")

_MAGICS = tuple(
    bytes.fromhex(magic)
    for magic in ("a1b2c3d4", "d4c3b2a1", "a1b23c4d", "4d3cb2a1", "a1b2cd34", "34cdb2a1", "0a0d0d0a")
)
_USUAL_PLACES = (
    "C:/Program Files/Wireshark/tshark.exe",
    "/Applications/Wireshark.app/Contents/MacOS/tshark",
)
_TLS = Words(
    "加密（TLS）的连接无法读取：请改为让平台经 HISight 调用，或用 --cert 抓包。",
    "encrypted connections (TLS) cannot be read: let the platform call through HISight instead, see `hisight capture --cert`.",
)
_OTHER = Words("不是 HTTP 的连接已略过。", "connections that are no HTTP are left out.")
_GAPS = Words("有包没有抓到，报文因此不完整。", "packets are missing: messages are cut off by that.")


def recognises(beginning: bytes, path: Path) -> bool:  # noqa: ARG001 - its bytes tell
    """True for a file with one of the magic numbers of pcap and pcapng."""
    return beginning.startswith(_MAGICS)


def exchanges(path: Path, lost: Losses) -> Iterator[Exchange]:
    """The calls in the capture, as each is complete. Raises UnreadableFileError without tshark, or when that cannot read it."""
    connections: dict[str, Connection] = {}
    for segment in _segments(path):
        connection = connections.get(segment.stream)
        if connection is None:
            connection = connections[segment.stream] = Connection()
        yield from connection.take(segment)
        if connection.over:
            yield from _end(connections.pop(segment.stream), lost)
    for connection in connections.values():
        yield from _end(connection, lost)


def _end(connection: Connection, lost: Losses) -> Iterator[Exchange]:
    yield from connection.end()
    if connection.is_tls:
        lost.append(_TLS)
    elif connection.is_foreign:
        lost.append(_OTHER)
    if connection.gaps:
        lost.append(_GAPS)


def tshark() -> str:
    """The program that reads packets. Raises UnreadableFileError, with what to install, where there is none."""
    found = shutil.which("tshark") or next((place for place in _USUAL_PLACES if Path(place).is_file()), "")
    if not found:
        raise UnreadableFileError(
            Words("读取抓包文件需要 tshark，本机没有。", "packet captures are read with tshark, which is not here."),
            Words(
                "请安装 Wireshark（Debian、Ubuntu：apt-get install tshark）后重试；"
                "或在 Wireshark 中“追踪流”，存成文本后导入。",
                "Install Wireshark (on Debian and Ubuntu: apt-get install tshark) and try again; "
                "or save `Follow > TCP stream` of Wireshark as text, and import that.",
            ),
        )
    return found


def _segments(path: Path) -> Iterator[Segment]:
    fields = [part for name in FIELDS for part in ("-e", name)]
    command = [
        tshark(), "-n", "-r", str(path.resolve()), "-Y", "tcp.len > 0 || tcp.flags.fin == 1 || tcp.flags.reset == 1 || tcp.flags.syn == 1",
        "-o", "tcp.relative_sequence_numbers:FALSE", "-o", "tcp.desegment_tcp_streams:FALSE",
        "-T", "fields", "-E", "separator=/t", "-E", "occurrence=l", *fields,
    ]  # fmt: skip

    def complaint(said: str) -> UnreadableFileError | None:
        if "cut short" in said:
            return None  # a capture that is still being written
        reason = said.splitlines()[-1].removeprefix("tshark: ") if said else "?"
        return UnreadableFileError(Words(f"tshark 无法读取 {path}：{reason}", f"tshark cannot read {path}: {reason}"))

    for line in lines_of(command, complaint):
        segment = Segment.read(line)
        if segment is not None:
            yield segment
