import pytest
from tests.protocol.transports.samples import ROOT

from hisight.protocol import markup, xml
from hisight.protocol.transports import bare


def test_a_ciphertext_is_base64_and_nothing_else():
    assert bare.read_ciphertext("\ufeffkjPZRMs96t6gBs1xfBKrlg==\n").inner == "kjPZRMs96t6gBs1xfBKrlg=="
    assert bare.read_ciphertext("a b") is None


@pytest.mark.parametrize(
    "text",
    [
        "Q4nBA6fwZANz4htLVgnix1V7fBt7VZvYESO6yqWvdWPEJHntR_2pTZP6H4DcvSk-",  # URL-safe
        "kjPZRMs96t6gBs1xfBK_lg==",
        "kjPZRMs96t6gBs1xfBK_lg",  # and without its padding
        "Q4nBA6fwZANz4htLVgnix1V7fBt7VZvYESO6yqWvdWPEJHntR 2pTZP6H4DcvSk/",  # a form turned + into a blank
        b"kjPZRMs96t6gBs1xfBKrlg==".hex(),
        "kjPZRMs96t6gBs1xfBKrl",  # cut
    ],
)
def test_a_ciphertext_is_known_in_every_dialect(text):
    assert bare.read_ciphertext(text).inner == text


@pytest.mark.parametrize(
    "text",
    [
        "Internal Server Error",
        "service temporarily unavailable please retry",
        "cannot find the page you asked for",
        "service_unavailable-please_retry",
        "550e8400-E29b-41d4-a716-446655440000",
    ],
)
def test_words_are_no_ciphertext(text):
    assert bare.read_ciphertext(text) is None


def test_a_document_alone_is_root_or_payload():
    assert bare.read(ROOT, xml.parse(ROOT)).carries == "root"
    assert bare.read("<REQ/>", xml.parse("<REQ/>")).carries == "payload"
    assert bare.read("<a/>", xml.parse("<a/>")) is None


def test_a_document_that_was_escaped_alone_keeps_its_hand_when_edited():
    text = " " + markup.escape(ROOT).replace("&lt;", "&#60;", 1)
    found = bare.read_written_again(text)
    assert (found.inner.strip(), found.again) == (ROOT, "escaped")
    assert found.wrap(text, found.inner.replace("1001", "2")) == text.replace("1001", "2")
    assert bare.read_written_again("&lt;a>") is None
