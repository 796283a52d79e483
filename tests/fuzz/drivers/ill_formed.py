"""What the author of an ill-formed document meant."""

from hisight.protocol import diagnosis, xml
from hisight.protocol.errors import MarkupError


def read(data: bytes) -> None:
    """Parse `data`, and where that fails explain and mend it."""
    text = data.decode("utf-8", "replace")
    found = diagnosis.diagnose(text)
    if found is not None:
        assert 0 <= found.offset <= len(text)
        assert found.words.zh
    assert diagnosis.mended(text) is not None
    try:
        xml.parse(text)
    except MarkupError as error:
        xml.parse_as_far_as_possible(text, error)
