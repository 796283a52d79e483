"""A way to look at what is said of a fault inside an otherwise good payload."""

from collections.abc import Callable

import pytest

from hisight.protocol import xml
from hisight.protocol.diagnosis import Diagnosis, diagnose, mended
from hisight.protocol.errors import MarkupError

BEFORE, BEHIND = "<RES>\n<LIST><A>中文</A>", "<B>2</B></LIST></RES>"


@pytest.fixture
def fault() -> Callable[[str], Diagnosis]:
    """The diagnosis of a fault between two good elements, which a parser must refuse too; its offset is counted from there."""

    def find(text: str) -> Diagnosis:
        whole = BEFORE + text + BEHIND
        found = diagnose(whole)
        assert found is not None
        with pytest.raises(MarkupError) as caught:
            xml.parse(whole)
        assert caught.value.cause == found.kind
        return found

    return find


@pytest.fixture
def meant() -> Callable[[str], str]:
    """What is read in place of a faulty text between two good elements; the whole must then be XML."""

    def read(text: str) -> str:
        whole = mended(BEFORE + text + BEHIND)
        xml.parse(whole)
        assert whole.startswith(BEFORE)
        assert whole.endswith(BEHIND)
        return whole[len(BEFORE) : -len(BEHIND)]

    return read
