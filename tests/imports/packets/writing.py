"""Packet captures written by hand: what an HTTP conversation looks like on a network."""

import struct
from dataclasses import dataclass, field

CLIENT, SERVER = ("10.0.0.1", 50123), ("10.0.0.7", 8080)
FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
ETHERNET, LOOPBACK, RAW = 1, 0, 101


def tcp(source, target, sequence: int, data: bytes = b"", flags: int = PSH | ACK) -> bytes:
    """An IPv4 packet with a TCP segment."""
    segment = struct.pack(
        ">HHIIBBHHH", source[1], target[1], sequence % (1 << 32), 0, 5 << 4, flags, 65535, 0, 0
    ) + data  # fmt: skip
    addresses = b"".join(bytes(map(int, host.split("."))) for host in (source[0], target[0]))
    return struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(segment), 0, 0, 64, 6, 0) + addresses + segment


def framed(packet: bytes, link: int = ETHERNET, vlan: int = 0) -> bytes:
    """The packet as it stands on a network of that kind."""
    if link == LOOPBACK:
        return struct.pack("<I", 2) + packet
    if link == RAW:
        return packet
    tag = struct.pack(">HH", 0x8100, vlan) if vlan else b""
    return bytes(12) + tag + struct.pack(">H", 0x0800) + packet


def pcap(packets, link: int = ETHERNET, vlan: int = 0) -> bytes:
    """A file of (time, packet)."""
    parts = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 1 << 18, link)]
    for time, packet in packets:
        data = framed(packet, link, vlan)
        parts += [struct.pack("<IIII", int(time), round(time % 1 * 1e6), len(data), len(data)), data]
    return b"".join(parts)


def pcapng(packets) -> bytes:
    """The same in the newer format."""
    blocks = [
        _block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)),
        _block(1, struct.pack("<HHI", ETHERNET, 0, 1 << 18)),
    ]
    for time, packet in packets:
        data = framed(packet)
        ticks = round(time * 1e6)
        head = struct.pack("<IIIII", 0, ticks >> 32, ticks & 0xFFFFFFFF, len(data), len(data))
        blocks.append(_block(6, head + data + bytes(-len(data) % 4)))
    return b"".join(blocks)


def _block(kind: int, body: bytes) -> bytes:
    length = len(body) + 12
    return struct.pack("<II", kind, length) + body + struct.pack("<I", length)


@dataclass
class Talk:
    """A connection from `client` to `server` as packets, a hundredth of a second apart."""

    client: tuple[str, int] = CLIENT
    server: tuple[str, int] = SERVER
    time: float = 1795687200.0
    packets: list[tuple[float, bytes]] = field(default_factory=list)
    asked: int = 4294967000  # passes zero soon
    answered: int = 77

    def open(self) -> "Talk":
        self._add(tcp(self.client, self.server, self.asked, flags=SYN))
        self._add(tcp(self.server, self.client, self.answered, flags=SYN | ACK))
        self.asked, self.answered = self.asked + 1, self.answered + 1
        return self

    def ask(self, data: bytes, size: int = 1000) -> "Talk":
        for start in range(0, len(data), size):
            self._add(tcp(self.client, self.server, self.asked, data[start : start + size]))
            self.asked += len(data[start : start + size])
        return self

    def answer(self, data: bytes, size: int = 1000) -> "Talk":
        for start in range(0, len(data), size):
            self._add(tcp(self.server, self.client, self.answered, data[start : start + size]))
            self.answered += len(data[start : start + size])
        return self

    def close(self) -> "Talk":
        self._add(tcp(self.client, self.server, self.asked, flags=FIN | ACK))
        self._add(tcp(self.server, self.client, self.answered, flags=FIN | ACK))
        return self

    def _add(self, packet: bytes) -> None:
        self.packets.append((self.time, packet))
        self.time += 0.01
