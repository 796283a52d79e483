from dataclasses import replace

import pytest
from tests.gui import recorded

from hisight.errors import HisightError
from hisight.replay.draft import Draft, try_out
from hisight.replay.layers import LAYERS, by_hand, counts, following, has, text_of, written_by_hand


@pytest.fixture(params=["2007", "2001"])
def draft(request) -> Draft:
    reading = recorded.reading(fun_code=request.param)
    return Draft(reading.call.exchange, reading.call.request)


def tried(draft: Draft):
    return try_out(draft, recorded.READER)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_written_as_it_is_sends_the_same_bytes(draft, layer):
    before = tried(draft)
    after = tried(written_by_hand(draft, layer, text_of(before, layer)))
    assert after.outgoing == before.outgoing


def test_the_outermost_layer_that_was_written_counts(draft):
    root = written_by_hand(draft, "root", text_of(tried(draft), "root").replace("demo-aes", "somebody"))
    assert tried(root).reading.call.user_id == "somebody"
    assert tried(root).reading.call.request.signature.verdict == "invalid"  # by hand is by hand
    soap = written_by_hand(root, "soap", "no soap at all")
    assert tried(soap).outgoing.body == b"no soap at all"
    body = written_by_hand(soap, "bytes", "00 ff")
    assert tried(body).outgoing.body == b"\x00\xff"
    assert [by_hand(one) for one in (draft, root, soap, body)] == [None, "root", "soap", "bytes"]
    assert [layer for layer in LAYERS if counts(soap, layer)] == ["soap", "head", "bytes"]
    assert tried(following(following(following(body, "bytes"), "soap"), "root")).outgoing == tried(draft).outgoing


def test_a_head_is_sent_as_it_is_written(draft):
    head = "POST /other HTTP/1.1\nhost: somewhere\nContent-Length: 3"
    written = written_by_hand(draft, "head", head)
    assert text_of(tried(written), "head") == head
    assert counts(written, "payload")
    assert by_hand(written) is None
    assert following(written, "head") == draft
    assert following(replace(draft, xml="<REQ/>"), "payload") == draft


@pytest.mark.parametrize(("layer", "text"), [("bytes", "xyz"), ("head", "nonsense")])
def test_what_cannot_be_read_is_refused(draft, layer, text):
    with pytest.raises(HisightError):
        written_by_hand(draft, layer, text)


def test_what_cannot_be_sent_has_no_text(draft):
    assert text_of(tried(replace(draft, to="nowhere")), "soap") == ""


def test_a_payload_that_came_bare_has_no_root():
    bare = recorded.READER.read_alone("request", b"<REQ><HOSPITAL_ID>1</HOSPITAL_ID></REQ>").call.request
    assert not has(bare, "root")
    assert has(bare, "soap")
