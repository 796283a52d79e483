import pytest

from hisight.imports.format import Losses
from hisight.imports.har_body import Body, body_of, own_bytes


@pytest.fixture
def lost():
    return Losses()


def test_there_may_be_none(lost):
    assert body_of({}, lost) == body_of({"content": 7}, lost) == body_of({"content": {"size": 0}}, lost) == Body(b"")
    assert len(lost) == 0


def test_text_of_hisight_is_its_bytes_in_utf_8_whatever_its_type(lost):
    content = {"mimeType": "text/xml; charset=gbk", "text": "内科"}
    assert body_of({"content": content}, lost, exact=True) == Body("内科".encode())
    assert len(lost) == 0


def test_broken_base64_is_said(lost):
    assert body_of({"content": {"encoding": "base64", "text": "A"}}, lost) == Body(b"A", anew=True)
    assert [words.en for words in lost] == ["the base64 of a body is broken."]


def test_a_request_may_be_in_base64_too(lost):
    assert body_of({"postData": {"encoding": "base64", "text": "AAE="}}, lost) == Body(b"\0\1")


def test_own_bytes_are_there_or_not():
    assert own_bytes({"a": "AAE="}, "a") == b"\0\1"
    assert own_bytes({"a": ""}, "a") == b""
    assert own_bytes({"a": "*"}, "a") is own_bytes({"a": 7}, "a") is own_bytes({}, "a") is None
