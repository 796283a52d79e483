"""The two hospitals that the simulated platform talks to, and how each encodes and signs."""

from dataclasses import dataclass

from hisight.protocol import Key, Scheme


@dataclass(frozen=True, slots=True)
class Peer:
    """What platform and hospital have agreed on."""

    name: str
    """What the hospital is called."""
    user_id: str
    """USER_ID that the platform was given; empty for any that no other peer has."""
    hospital_id: str
    """HOSPITAL_ID; empty for any."""
    scheme: Scheme
    """Cipher, signature rule and key of both directions."""


DEMO_KEY = Key.from_text("DEMO-KEY-16CHARS", "demo")
"""The shared key of both hospitals: in the open, and good for nothing else."""

OTHER_KEY = Key.from_text("OLD--KEY-16CHARS", "demo-old")
"""The key that a side uses by mistake."""

ENCRYPTED = Peer("示例医院", "demo-aes", "SL01", Scheme("aes-128-ecb", "sorted-query-key", (DEMO_KEY,)))
PLAIN = Peer("示例医院东院", "demo-plain", "SL02", Scheme("none", "sorted-query-key", (DEMO_KEY,)))

PEERS = (ENCRYPTED, PLAIN)
"""One with encrypted payloads, one with plain ones."""
