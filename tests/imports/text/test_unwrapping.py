import pytest
from tests.imports.text.writing import REQUEST, WRITINGS

from hisight.imports.text.passage import Passage
from hisight.imports.text.scanning import passages
from hisight.imports.text.unwrapping import unwrapped


def taken_out(text: bytes, before: bytes = b""):
    (passage,) = passages(text)
    return unwrapped(passage, text[passage.start : passage.end], before)


@pytest.mark.parametrize("writing", WRITINGS)
def test_every_writing_is_taken_off(writing):
    found = taken_out(WRITINGS[writing](REQUEST).encode())
    assert found.data.decode() == REQUEST
    assert found.anew is (
        writing not in ("plain", "in a sentence", "base64", "base64 in lines", "base64 for addresses")
    )


def test_backslashes_that_are_no_escapes_stay():
    text = rb"<ROOT><PATH>C:\new\temp</PATH></ROOT>"
    assert taken_out(text).data == text
    assert taken_out(text).anew is False


def test_a_character_beyond_16_bits_comes_back_from_its_two_escapes():
    assert taken_out(rb"\u003cROOT\u003e\ud83d\ude00\u003c/ROOT\u003e").data == "<ROOT>😀</ROOT>".encode()


def test_what_stands_before_each_line_is_taken_away():
    found = unwrapped(Passage(0, 0, "plain"), b"<ROOT>\n> <A/>\n> </ROOT>", b"> ")
    assert (found.data, found.anew) == (b"<ROOT>\n<A/>\n</ROOT>", True)
