"""What is in a bundle (`*.hisight.zip`), for who writes one and who reads one.

manifest.json lists the calls, the profiles that they were read with, the throwaway key, and the SHA-256 of every other file.
calls/0042/ holds the bytes of call number 42, one file each, and call.json: when, from where to where, what was judged.
"""

from collections.abc import Mapping
from types import MappingProxyType

FORMAT = 2
"""Of the manifest. Version 1, without profiles and judgements, cannot be opened again."""

MANIFEST = "manifest.json"
"""The list of everything else."""

CALL = "call.json"
"""In the folder of a call: what is known about it."""

RAW: Mapping[str, str] = MappingProxyType(
    {
        "request.head": "request_head",
        "request.body": "request_body",
        "response.head": "response_head",
        "response.body": "response_body",
        "request.sent.head": "request_head_sent",
        "request.sent.body": "request_body_sent",
        "response.sent.head": "response_head_sent",
        "response.sent.body": "response_body_sent",
        "request.framing": "request_framing",
        "response.framing": "response_framing",
    }
)
"""The files with bytes of a call, and which field of its Exchange each is. One that would be empty may be missing."""

TIMES = ("started", "connect_ms", "tls_ms", "request_ms", "first_byte_ms", "duration_ms")
"""The fields of an Exchange that stand below `times` in call.json."""

TEXTS = ("url", "client", "server", "listener", "error", "touched")
"""The fields of an Exchange that stand in call.json by themselves."""


def folder_of(number: int) -> str:
    """The folder of call `number`: `calls/0042`."""
    return f"calls/{number:04d}"
