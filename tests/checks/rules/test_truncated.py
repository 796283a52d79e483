import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks.rules.conftest import ANSWER_ROOT, REQUEST_ROOT

from hisight.catalog import published
from hisight.checks import Severity
from hisight.protocol import Scheme, markup, soap_answer, soap_request
from hisight.reading import Reader

SOAP = {
    "request": soap_request("NetTest", "xml", REQUEST_ROOT, "urn:x"),
    "response": soap_answer("NetTest", ANSWER_ROOT, "urn:x"),
}


def test_a_body_shorter_than_its_length_is_found(exchanged):
    assert exchanged(fields=f"Content-Length: {len(ANSWER_ROOT)}\r\n") == []
    (finding,) = exchanged(ANSWER_ROOT[:-30], fields=f"Content-Length: {len(ANSWER_ROOT)}\r\n")
    assert (finding.code, finding.name, finding.path) == ("NET002", "truncated", "")
    assert "of the" in finding.message.en


def test_a_body_that_is_cut_before_it_began_is_not_called_empty(exchanged):
    assert [one.name for one in exchanged("", fields="Content-Length: 9\r\n")] == ["truncated"]
    assert [one.name for one in exchanged(error="server disconnected")] == ["truncated"]
    (finding,) = exchanged("", error="server disconnected")
    assert "server disconnected" in finding.message.en


def test_what_hisight_had_no_room_to_keep_was_whole_on_its_way(exchanged):
    kept = "9 bytes of a body of 19 could not be kept: the disk is full"
    assert exchanged(ANSWER_ROOT[:-30], fields=f"Content-Length: {len(ANSWER_ROOT)}\r\n", error=kept) == []


def test_compressed_data_that_end_too_early_are_found(exchanged):
    folded = gzip.compress(ANSWER_ROOT.encode() * 1)
    assert exchanged(folded, fields="Content-Encoding: gzip\r\n") == []
    (finding,) = exchanged(folded[: len(folded) // 2], fields="Content-Encoding: gzip\r\n")
    assert "compressed body is cut short" in finding.message.en


def test_the_innermost_layer_alone_may_be_cut(only):
    payload = "<RES><SYSDATE>2026-10-01 20:22:10</SYSDATE>"
    assert only("1001", "response", payload).path == "RES"
    assert only("1001", "response", payload, RETURN_CODE="0", RETURN_MSG="ok").path == "RES"
    root = "<ROOT><RETURN_CODE><![CDATA[0]]></RETURN_CODE>"
    finding = only("1001", "response", f"<a><x>{markup.escape(root)}</x></a>")
    assert (finding.path, finding.message.en[:8]) == ("ROOT", "in ROOT,")
    assert only("1001", "response", "<RES", RETURN_CODE="0", RETURN_MSG="ok").path == ""


@pytest.mark.parametrize("direction", ["request", "response"])
@given(data=st.data())
def test_wherever_a_message_is_cut_that_is_all_that_is_found(direction, data):
    body = SOAP[direction]
    end = data.draw(st.integers(1, len(body) - 1))
    found = Reader(published(), scheme=Scheme()).read_alone(direction, body[:end].encode(), fun_code="1001").findings
    assert [one.name for one in found if one.severity is not Severity.NOTE] == ["truncated"], body[:end]


def test_a_page_or_a_wsdl_may_be_cut(exchanged):
    assert exchanged("<wsdl", head=b"GET /his?wsdl HTTP/1.1\r\n\r\n", request=b"") == []
