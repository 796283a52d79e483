import base64
import string
from contextlib import suppress
from unittest import mock

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hisight.protocol import ciphertext
from hisight.protocol.ciphertext import BASE64, DIALECTS, Dialect
from hisight.protocol.errors import CipherError
from hisight.wording import NOTHING

BLOCKS = st.integers(1, 40).flatmap(lambda count: st.binary(min_size=8 * count, max_size=8 * count))
LINES = st.builds(
    lambda dialect, width, line_end, ended: dialect._replace(width=width, line_end=line_end, ended=ended),
    st.sampled_from([one for one in DIALECTS.values() if not one.width]),
    st.integers(20, 100),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)


def is_no_accident(text: str, dialect: Dialect) -> bool:
    """False for base64 that reads as hex, or as other base64, or is all blanks: of a real ciphertext never."""
    bare = "".join(text.split())
    return dialect.alphabet.startswith("hex") or not set(bare) <= set(string.hexdigits)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
@given(data=BLOCKS)
def test_every_dialect_is_read_and_written_again(dialect, data):
    text = dialect.write(data)
    assume(is_no_accident(text, dialect))
    found = ciphertext.read(text)
    assert found.data == data
    assert found.dialect.write(data) == text


@given(data=BLOCKS, dialect=LINES)
def test_lines_of_any_width_are_read_and_written_again(data, dialect):
    text = dialect.write(data)
    assume(is_no_accident(text, dialect))
    found = ciphertext.read(text)
    assert (found.data, found.dialect.write(data)) == (data, text)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_a_long_ciphertext_tells_its_dialect(dialect):
    assert ciphertext.read(dialect.write(bytes(range(256)) * 2)).dialect == dialect


@pytest.mark.parametrize("length", [16, 24, 32, 48])
def test_blanks_at_the_ends_are_pluses_where_the_length_says_so(length):
    data, dialect = b"\xf8" + bytes(length - 2) + b"\xfe", Dialect(blanks=True)
    text = dialect.write(data)
    assert text.startswith(" ")
    assert text.endswith(" ") is (length % 3 == 0)
    assert ciphertext.read(text) == ciphertext.Ciphertext(data, dialect)


def test_blanks_around_a_ciphertext_belong_to_the_document():
    text = base64.b64encode(bytes(range(200))).decode()
    for around in (f"\n    {text}\n  ", f"  {text}  ", f"\r\n{text}"):
        found = ciphertext.read(around)
        assert (found.data, found.dialect) == (bytes(range(200)), BASE64)
    indented = "\n    ".join(("", text[:76], text[76:152], text[152:228], text[228:]))
    assert ciphertext.read(indented).data == bytes(range(200))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ab*d", "character 3, '\\*', is not base64"),
        ("ab=d", "character 3, '=', is not base64"),
        ("ab+d-e", "character 5, '-', is not base64"),
        ("abcd===", "the base64 is incomplete at character 7"),
        ("abc====", "the base64 is incomplete at character 7"),
        ("abcd====", "the base64 is incomplete at character 8"),
        ("abcde", "the base64 is incomplete at character 5"),
        ("0" * 33, "the hex is incomplete at character 33"),
        ("明文", "character 1, '明'"),
    ],
)
def test_what_is_neither_base64_nor_hex_says_where(text, words):
    with pytest.raises(CipherError, match=words) as caught:
        ciphertext.read(text)
    assert caught.value.kind == "bad-base64"


@pytest.mark.parametrize("dialect", [Dialect(), Dialect("base64url"), Dialect("hex")])
def test_what_came_before_the_cut_can_still_be_had(dialect):
    data = bytes(range(200))
    text = dialect.write(data)
    beginning = ciphertext.beginning(text[:151])
    assert len(beginning) > 70
    assert data.startswith(beginning)
    assert data.startswith(ciphertext.beginning(text[:100] + "*" + text[101:]) or b"-") is (dialect.alphabet != "hex")


@pytest.mark.parametrize(
    ("dialect", "name", "en"),
    [
        (BASE64, "base64", ""),
        (Dialect("hex"), "hex", "hex, not base64"),
        (Dialect("base64url", padded=False), "base64url-unpadded", "URL-safe alphabet (- and _), without the ="),
        (Dialect(blanks=True), "base64-blanks", "a form turned + into blanks"),
        (Dialect(width=76, line_end="\r\n", ended=True), "base64-crlf-76", "in lines of 76 characters, with a line"),
    ],
)
def test_a_dialect_has_a_name_and_says_what_is_unusual_about_it(dialect, name, en):
    assert dialect.name == name
    assert en in ciphertext.remark(dialect).en
    assert (ciphertext.remark(dialect) == NOTHING) is (dialect == BASE64)


@given(st.text(max_size=60) | st.text("0123456789abcdefABCDEF=+/-_ \r\n", max_size=60))
def test_any_text_is_a_ciphertext_or_says_why(text):
    ciphertext.beginning(text)
    with suppress(CipherError):
        assert isinstance(ciphertext.read(text).data, bytes)


@given(st.text(st.sampled_from("AQb0-9+/=\r\n _é"), max_size=24) | st.binary().map(lambda data: data.hex()))
def test_what_is_usual_is_read_at_once_as_it_is_by_a_closer_look(text):
    def read() -> object:
        try:
            return ciphertext.read(text)
        except CipherError as error:
            return str(error)

    with mock.patch.object(ciphertext, "_usual", return_value=None):
        closely = read()
    assert read() == closely
