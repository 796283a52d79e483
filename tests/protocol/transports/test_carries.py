import pytest

from hisight.protocol.transports import carries


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("<?xml version='1.0'?><ROOT/>", "root"),
        ("<x:ROOT/>", "root"),
        ("<root/>", "nothing"),
        ("<Request>", "payload"),
        ("<res/>", "payload"),
        ("words", "nothing"),
    ],
)
def test_the_root_name_tells_what_a_document_is(text, carried):
    assert carries.of_text(text) == carried


def test_the_root_name_of_a_payload_tells_its_direction():
    assert [carries.payload_direction(name) for name in ("REQ", "res", "x")] == ["request", "response", None]
