import pytest

from hisight.imports.text.passage import Passage


def test_a_passage_cannot_be_changed():
    passage = Passage(0, 1, "plain")
    assert not passage.cut
    with pytest.raises(AttributeError):
        passage.cut = True
