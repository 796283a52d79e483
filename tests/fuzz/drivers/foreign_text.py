"""Messages in any text, and what becomes of them."""

import tempfile
from pathlib import Path

from hisight.imports import text
from hisight.imports.format import Losses


def read(data: bytes) -> None:
    """Find the messages in `data`; each becomes a call, and none is longer than a text of its length can make it."""
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(data)
        for exchange in text.exchanges(Path(file.name), Losses()):
            assert exchange.request_body or exchange.response_head
