"""A whole call, read completely: everything that the window, the session file and the report ask for."""

from hisight.capture import Exchange
from hisight.catalog import published
from hisight.protocol import Key, Scheme
from hisight.reading import Reader, forms, summarise
from hisight.reading.as_json import message_json
from hisight.reading.lines import lines

BETWEEN = b"\0\0"
"""What separates the parts of a call in a seed: request head, request body, answer's head, answer's body."""

_READER = Reader(published(), scheme=Scheme(keys=(Key.from_text("2098D32C4D1399EC", "vector"),)))


def read(data: bytes) -> None:
    """Read `data` as the four parts of a call; what is missing is empty."""
    parts = (*data.split(BETWEEN, 3), b"", b"", b"", b"")[:4]
    reading = _READER.read(Exchange(*parts, url="http://his.example:8080/his", id=1))
    crashed = [finding.message.en for finding in reading.findings if finding.name == "rule-crashed"]
    assert not crashed, crashed
    assert summarise(reading).verdict_en
    for subject in reading.subjects:
        for line in (inner for outer in lines(subject, reading.findings) for inner in outer.walk()):
            assert line.type is not None
            assert line.preview is not None
        assert subject.message.notes
        assert forms.readable(subject.message) is not None
        assert forms.written(subject.message) is not None
        assert message_json(reading, subject.direction)
