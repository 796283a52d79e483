"""One segment of a TCP connection, as tshark prints it."""

from dataclasses import dataclass
from typing import Self

FIELDS = (
    "tcp.stream",
    "frame.time_epoch",
    "ip.src",
    "ipv6.src",
    "tcp.srcport",
    "ip.dst",
    "ipv6.dst",
    "tcp.dstport",
    "tcp.seq",
    "tcp.flags",
    "tcp.payload",
)
"""What is asked of tshark for each packet, in this order."""

_FIN, _SYN, _RESET, _ACK = 1, 2, 4, 16


@dataclass(frozen=True, slots=True)
class Segment:
    """Bytes that one side sent."""

    stream: str
    """The connection, as tshark counts them."""
    time: float
    """When it was seen, in seconds since 1970."""
    source: str
    """`host:port` that sent it."""
    target: str
    """`host:port` that it was sent to."""
    sequence: int
    """The number of its first byte, modulo 2**32."""
    data: bytes
    """What it holds."""
    opens: bool
    """True for the first of its direction (SYN)."""
    from_client: bool | None
    """True when it must be from the side that opened the connection, False when from the other; None when it does not say."""
    ends: bool
    """True for the last of its direction (FIN)."""
    breaks_off: bool
    """True when it ends the connection at once (RST)."""

    @classmethod
    def read(cls, line: bytes) -> Self | None:
        """The segment that a line of tshark tells of; None for one that is none."""
        parts = line.decode("ascii", "replace").rstrip("\r\n").split("\t")
        if len(parts) != len(FIELDS):
            return None
        stream, time, v4_from, v6_from, port_from, v4_to, v6_to, port_to, sequence, flags, payload = parts
        try:
            bits = int(flags, 16)
            opens = bool(bits & _SYN)
            return cls(
                stream,
                float(time),
                _address(v4_from or v6_from, port_from),
                _address(v4_to or v6_to, port_to),
                int(sequence) + opens,  # a SYN counts as a byte
                bytes.fromhex(payload.replace(":", "")),
                opens,
                None if not opens else not bits & _ACK,
                bool(bits & _FIN),
                bool(bits & _RESET),
            )
        except ValueError:
            return None


def _address(host: str, port: str) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
