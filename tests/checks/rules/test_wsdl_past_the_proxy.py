import pytest

from hisight.capture import Exchange
from hisight.reading import Reader

WSDL = b'<w:definitions xmlns:w="urn:w"><a:address xmlns:a="urn:a" location="http://HIS.example/svc"/></w:definitions>'


@pytest.fixture
def found(catalog):
    def read(target: str = "/svc?wsdl", body: bytes = WSDL, **fields):
        exchange = Exchange(
            f"GET {target} HTTP/1.1\r\n\r\n".encode(),
            b"",
            b"HTTP/1.1 200 OK\r\n\r\n",
            body,
            f"http://his.example{target}",
            **{"listener": "127.0.0.1:9000", **fields},
        )
        return [one for one in Reader(catalog).read(exchange).findings if one.code == "NET011"]

    return read


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_a_wsdl_that_names_the_server_is_a_note(found, charset):
    (finding,) = found(body=WSDL.decode().encode(charset))
    assert (finding.severity.value, finding.direction) == ("note", "response")
    assert finding.message.en == "the WSDL names http://his.example:80."


def test_one_that_was_rewritten_or_leads_elsewhere_and_any_other_answer_is_none(found):
    assert found(response_head_sent=b"HTTP/1.1 200 OK\r\n\r\n", response_body_sent=b"<a/>") == []
    assert found(body=WSDL.replace(b"HIS", b"other")) == []
    assert found(target="/svc") == []
    assert found(listener="") == []  # it came through no proxy
