"""Files of any format, as `hisight import` takes them; what cannot be read is one sentence."""

import tempfile
from contextlib import suppress
from pathlib import Path

from hisight.errors import HisightError
from hisight.imports import FORMATS, har, our_session, raw_http, saz, spreadsheet, text
from hisight.imports.format import Losses

_HERE = (our_session, saz, spreadsheet, har, raw_http, text)  # the others are read by programs of their own


def read(data: bytes) -> None:
    """Read `data` in every format, whether it is of it or not."""
    with tempfile.NamedTemporaryFile() as file:
        path = Path(file.name)
        path.write_bytes(data)
        for one in FORMATS:
            one.recognises(data[:4096], path)
        for one in _HERE:
            with suppress(HisightError):
                for exchange in one.exchanges(path, Losses()):
                    assert isinstance(exchange.request_head, bytes)
