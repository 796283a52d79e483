from tests.protocol.transports.samples import ROOT

from hisight.protocol import markup, xml
from hisight.protocol.transports import bare


def test_a_ciphertext_is_base64_and_nothing_else():
    assert bare.read_ciphertext("\ufeffkjPZRMs96t6gBs1xfBKrlg==\n").inner == "kjPZRMs96t6gBs1xfBKrlg=="
    assert bare.read_ciphertext("a b") is None


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
