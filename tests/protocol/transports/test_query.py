from urllib.parse import quote_plus

import pytest
from tests.protocol.transports.samples import ROOT

from hisight.protocol import Scheme, SealError, http, open_message, seal
from hisight.protocol.transports import query

LINE = f"GET /HisService.asmx/GetDeptInfo?flag=%E7%94%B2&strXml={quote_plus(ROOT)}&v=1 HTTP/1.1"
HEAD = http.Head(LINE, (("Host", "his"),))


def test_the_document_in_an_address_is_found_with_its_operation():
    found = query.read(b"", HEAD)
    assert (found.kind, found.name, found.operation) == ("query", "strXml", "GetDeptInfo")
    assert found.content.decode() == ROOT
    assert "甲" in found.around
    assert found.remark.en == "parameter strXml"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (b"<a/>", LINE),
        (b"", "GET /HisService.asmx?wsdl HTTP/1.1"),
        (b"", "GET /HisService.asmx?a=1&b=2 HTTP/1.1"),
        (b"", "GET / HTTP/1.1"),
        (b"", "GET"),
        (b"", ""),
        (b"", "HTTP/1.1 200 OK?xml=<ROOT/> "),
    ],
)
def test_any_other_request_has_none(body, line):
    assert query.read(body, http.Head(line, ())) is None


def test_a_call_by_get_is_read_like_any_other_and_cannot_be_changed():
    message = open_message(None, b"", lambda _envelope: Scheme(), HEAD)
    assert message.problems == ()
    assert (message.direction, message.transport.operation) == ("request", "GetDeptInfo")
    assert message.envelope.get("FUN_CODE") == "1001"
    assert seal(message) == b""
    with pytest.raises(SealError, match="GET"):
        seal(message, fields={"FUN_CODE": "2"})
