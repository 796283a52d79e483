from dataclasses import replace
from datetime import datetime

import pytest
from tests.gui import recorded

from hisight.capture import Session
from hisight.intercept import answering
from hisight.intercept.answering import Content
from hisight.protocol import compose_root, http, soap_request
from hisight.reading import summarise

NOW = datetime(2026, 11, 26)


def read_again(held, reply):
    return recorded.READER.read(answering.as_exchange(held, reply))


def test_an_answer_without_an_example_is_soap_as_it_is_usual():
    soap_12 = (b"schemas.xmlsoap.org/soap/envelope/", b"www.w3.org/2003/05/soap-envelope")
    for (old, new), kind in (((b"", b""), "soap-1.1"), (soap_12, "soap-1.2")):
        held = recorded.exchange(fun_code="2007")
        held = replace(held, request_body=held.request_body.replace(old, new), response_head=b"", response_body=b"")
        request = recorded.READER.read(held).call.request
        assert request.transport.kind == kind
        read = read_again(held, answering.sealed(request, Content("0", "成功", "<RES><A>1</A></RES>"))).call.response
        assert read.transport.operation == request.transport.operation + "Response"
        assert (read.transport.kind, read.payload.xml, read.signature.verdict) == (kind, "<RES><A>1</A></RES>", "valid")
        assert read.payload.cipher == request.payload.cipher


def test_a_root_without_soap_is_answered_so():
    held = recorded.exchange(fun_code="2007")
    root = recorded.READER.read(held).call.request.envelope.text.encode()
    held = replace(held, request_body=root, response_head=b"", response_body=b"")
    reply = answering.sealed(recorded.READER.read(held).call.request, Content("0"))
    assert b"Envelope" not in reply.body
    assert read_again(held, reply).call.return_code == "0"


@pytest.mark.parametrize("function", recorded.READER.catalog.functions, ids=lambda function: function.name)
def test_the_sample_of_every_function_is_an_answer_that_conforms(function):
    user = recorded.reading(fun_code="2007").call.user_id
    scheme = recorded.reading(fun_code="2007").call.request.scheme
    root = compose_root("request", {"FUN_CODE": function.code, "USER_ID": user}, "<REQ/>", scheme)
    body = soap_request(function.name, "xml", root, "urn:x").encode()
    held = replace(recorded.exchange(fun_code="2007"), request_body=body)
    request = recorded.READER.read(held).call.request
    read = read_again(held, answering.sealed(request, answering.sample(recorded.READER.catalog, function, NOW)))
    assert not [one for one in read.findings if one.direction == "response" and one.severity.value == "error"]


def test_the_answer_of_a_recorded_call_of_the_same_operation_shows_how(tmp_path):
    with Session.open(tmp_path / "a.hisight", create=True) as session:
        reading = recorded.reading(fun_code="2007")
        request = reading.call.request
        assert answering.template(session, recorded.READER, request, "2007") is None
        refused = replace(reading.call.exchange, id=0, response_body=answering.sealed(
            request, answering.refusal(recorded.READER.catalog, reading.function, "200709"), reading.call.response).body)  # fmt: skip
        session.append([reading.call.exchange, refused])
        session.store_summaries([summarise(recorded.READER.read(session.get(number))) for number in (1, 2)], "r")
        assert [row.id for row in answering.recorded(session, "2007")] == [2, 1]
        assert [row.id for row in answering.recorded(session, "orderreg")] == [2, 1]
        found = answering.template(session, recorded.READER, request, "2007")
        assert found.envelope == reading.call.response.envelope
        content = answering.content_of(found)
        assert answering.sealed(request, content, found).body == reading.call.exchange.response_body
        assert http.parse_head(answering.sealed(request, content, found).head).status == 200
        other = replace(request, transport=replace(request.transport, operation="Other"))
        assert answering.template(session, recorded.READER, other, "2007") is None
