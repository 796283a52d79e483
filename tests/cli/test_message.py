import pytest

from hisight import profiles
from hisight.cli import message
from hisight.cli.options import Side
from hisight.errors import HisightError
from hisight.profiles import ProfileError, Traits


@pytest.fixture
def read(catalog, tmp_path):
    """The reading of `data` in a file, with the given options."""

    def reading(
        data: bytes, direction: Side | None = None, content_type: str = "", status: int = 0, fun_code: str = ""
    ):
        file = tmp_path / "message"
        file.write_bytes(data)
        reader = message.reader_of(catalog, "", "", "auto", "auto")
        return message.read(str(file), reader, direction, content_type, status, fun_code).subjects[0].message

    return reading


def test_the_side_is_as_given_else_as_the_head_tells_else_as_the_message_does(read):
    assert read(b"<RES/>").direction == "response"
    assert read(b"HTTP/1.1 200 OK\r\n\r\n<REQ/>").direction == "response"
    assert read(b"POST / HTTP/1.1\r\n\r\n<RES/>").direction == "request"
    assert read(b"<REQ/>", status=500).direction == "response"
    assert read(b"<REQ/>", Side.RESPONSE).direction == "response"


def test_options_outweigh_the_head(read):
    head = read(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<RES/>", content_type="text/html", status=299).head
    assert (head.start_line, head.get("Content-Type")) == ("HTTP/1.1 299", "text/html")


def test_what_there_is_not_is_named(catalog):
    with pytest.raises(HisightError, match="cannot read"):
        message.read("no-such-file", message.reader_of(catalog, "", "", "auto", "auto"), None, "", 0, "")
    with pytest.raises(HisightError, match="--cipher does not know rot13"):
        message.reader_of(catalog, "", "", "rot13", "auto")
    with pytest.raises(ProfileError, match="there is no profile city"):
        message.reader_of(catalog, "city", "", "auto", "auto")


def test_the_command_line_outweighs_the_profile(catalog, monkeypatch):
    monkeypatch.setenv("CITY", "0123456789ABCDEF")
    profiles.own_file().write_text('[city]\ncipher = "none"\nkeys = ["env:CITY"]\n', "utf-8")
    scheme = message.reader_of(catalog, "city", "", "auto", "elements-keyless").choose_scheme(Traits())
    assert (scheme.cipher, scheme.rule, scheme.key.label) == ("none", "elements-keyless", "env:CITY")
    scheme = message.reader_of(catalog, "city", "FEDCBA9876543210", "aes-128-ecb", "auto").choose_scheme(Traits())
    assert (scheme.cipher, scheme.key.label) == ("aes-128-ecb", "--key")
