import pytest

from hisight.capture import Exchange
from hisight.profiles import Traits
from hisight.protocol import Scheme, compose_root, soap_request
from hisight.reading import Reader
from hisight.replay.draft import Draft, try_out

XML = "<REQ><HOSPITAL_ID>1001</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


@pytest.fixture
def reader(catalog, key) -> Reader:
    return Reader(catalog, scheme=Scheme("aes-128-ecb", "sorted-query-key", (key,)))


@pytest.fixture
def draft(reader):
    """A draft of a good call, with the given edits."""
    scheme = reader.choose_scheme(Traits())
    root = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, XML, scheme)
    body = soap_request("NetTest", "xml", root, "urn:his").encode()

    def build(url: str = "http://his.example:8080/his", **edits) -> Draft:
        exchange = Exchange(b"POST /his HTTP/1.1\r\n\r\n", body, url=url)
        return Draft(exchange, reader.read(exchange).call.request, **edits)

    return build


def test_an_untouched_draft_is_the_recorded_request(draft, reader):
    tried = try_out(draft(), reader)
    assert tried.outgoing.body == draft().exchange.request_body
    assert tried.reading.findings == ()


def test_an_edit_is_signed_anew_and_checked(draft, reader):
    tried = try_out(draft(xml=XML.replace("<IP>127.0.0.1</IP>", "")), reader)
    assert tried.reading.call.request.signature.verdict == "valid"
    assert [finding.name for finding in tried.reading.findings] == ["missing-required"]


def test_a_kept_sign_no_longer_fits(draft, reader):
    tried = try_out(draft(fields={"USER_ID": "other"}, resign=False), reader)
    assert tried.reading.call.request.signature.verdict == "invalid"
    assert tried.reading.call.user_id == "other"


def test_another_target(draft, reader):
    assert try_out(draft(to="http://test.example"), reader).outgoing.url == "http://test.example/his"


@pytest.mark.parametrize("edits", [{"to": "nowhere"}, {"url": ""}, {"fields": {"NONE": "1"}}])
def test_what_cannot_be_sent_says_why(draft, reader, edits):
    tried = try_out(draft(**edits), reader)
    assert tried.outgoing is None
    assert tried.reading is None
    assert str(tried.problem)
