import gzip
from dataclasses import replace
from urllib.parse import quote_plus

import pytest
from tests.gui import recorded

from hisight.capture import Exchange, Session
from hisight.catalog import published
from hisight.errors import HisightError
from hisight.mock import DEMO_KEY
from hisight.profiles import Profile
from hisight.protocol import Scheme, SealError, compose_root, http, soap_request
from hisight.reading import Reader
from hisight.replay import edited
from hisight.replay.new_call import NewCall

CATALOG = published()
ORDER, DEPARTMENTS = CATALOG.function("2007"), CATALOG.function("2001")
AES = Scheme("aes-128-ecb", "sorted-query-key", (DEMO_KEY,))
READER = Reader(CATALOG, scheme=Scheme(keys=(DEMO_KEY,)))
URL = "http://his.example:8080/HisService"
XML = "<REQ>\n<HOSPITAL_ID>1001</HOSPITAL_ID>\n</REQ>"


@pytest.fixture
def session(tmp_path):
    with Session.open(tmp_path / "a.hisight", create=True) as opened:
        yield opened


def called(operation: str, fun_code: str = "2001", xml: str = XML, scheme: Scheme = AES, **changes) -> Exchange:
    root = compose_root("request", {"FUN_CODE": fun_code, "USER_ID": "peer"}, xml, scheme)
    fields = (("Host", "his.example:8080"), ("SOAPAction", f'"urn:his/{operation}"'), ("X-Made-By", "peer"))
    head = http.Head("POST /HisService HTTP/1.1", fields)
    body = soap_request(operation, "strXml", root, "urn:his").encode()
    return replace(Exchange(head.to_bytes(), body, url=URL), **changes)


def opened(exchange: Exchange):
    return READER.read(exchange).call.request


def test_for_an_unknown_host_it_is_soap_with_an_operation_of_the_function(session):
    exchange = NewCall(ORDER, READER, session).to("http://127.0.0.1:9/his?x=1")
    request = opened(exchange)
    assert request.transport.kind == "soap-1.1"
    assert (request.transport.operation, request.envelope.get("FUN_CODE")) == ("OrderReg", "2007")
    assert request.head.start_line == "POST /his?x=1 HTTP/1.1"
    assert request.head.get("SOAPAction") == '"http://tempuri.org/OrderReg"'
    assert (request.signature.verdict, exchange.parent) == ("valid", None)


def test_a_chosen_operation_is_called():
    assert opened(NewCall(ORDER, READER).to(URL, "PubService")).transport.operation == "PubService"


def test_a_profile_says_who_calls_its_host():
    reader = Reader(CATALOG, [Profile("other", host="b.example"), Profile("city", host="his.example", user_id="0042")])
    assert opened(NewCall(ORDER, reader).to(URL)).envelope.get("USER_ID") == "0042"
    assert opened(NewCall(ORDER, reader).to("http://b.example/")).envelope.get("USER_ID") == "0001"


def test_a_function_without_a_code_is_called_by_its_name():
    function = CATALOG.function("QueryPhysicalExamItem")
    assert opened(NewCall(function, READER).to(URL)).envelope.get("FUN_CODE") == "QueryPhysicalExamItem"


def test_it_is_carried_and_encoded_like_the_latest_call_to_its_host(session):
    session.append([called("HisService"), called("Other", url="http://other.example/")])
    exchange = NewCall(ORDER, READER, session).to(URL)
    request = opened(exchange)
    assert exchange.parent == 1
    assert (request.transport.operation, request.transport.argument) == ("HisService", "strXml")
    assert (request.envelope.get("FUN_CODE"), request.envelope.get("USER_ID")) == ("2007", "peer")
    assert (request.payload.cipher, request.signature.verdict) == ("aes-128-ecb", "valid")
    assert request.head.get("X-Made-By") == "peer"
    sealed = opened(Exchange(exchange.request_head, edited(exchange, request, "<REQ/>").body, url=URL))
    assert (sealed.payload.xml, sealed.payload.cipher, sealed.signature.verdict) == ("<REQ/>", "aes-128-ecb", "valid")


def test_where_every_function_has_its_operation_so_has_this(session):
    session.append([called("GetDeptInfo")])
    exchange = NewCall(ORDER, READER, session).to(URL)
    assert opened(exchange).transport.operation == "OrderReg"
    assert opened(exchange).head.get("SOAPAction") == '"urn:his/OrderReg"'
    assert b"<ns:OrderReg xmlns:ns=" in exchange.request_body
    assert b"</ns:OrderReg>" in exchange.request_body
    assert opened(NewCall(ORDER, READER, session).to(URL, "PubService")).transport.operation == "PubService"


def test_a_compressed_call_is_a_model_too(session):
    known = called("GetDeptInfo")
    head = http.parse_head(known.request_head).replacing(Content_Encoding="gzip", SOAPAction=None)
    session.append([replace(known, request_head=head.to_bytes(), request_body=gzip.compress(known.request_body))])
    request = opened(NewCall(ORDER, READER, session).to(URL))
    assert request.transport.operation == "OrderReg"
    assert request.head.get("Content-Encoding") == ""
    assert request.head.get("SOAPAction") == ""


def test_a_bare_root_stays_bare(session):
    body = compose_root("request", {"FUN_CODE": "2001", "USER_ID": "peer"}, XML, AES).encode()
    session.append([called("", request_body=body)])
    request = opened(NewCall(ORDER, READER, session).to(URL))
    assert (request.transport.kind, request.transport.operation) == ("bare", "")
    assert request.envelope.get("FUN_CODE") == "2007"


@pytest.mark.parametrize("path", ["", "/HisService.asmx/GetDeptInfo"])
def test_a_form_stays_a_form_and_its_address_names_the_operation(session, path):
    root = compose_root("request", {"FUN_CODE": "2001", "USER_ID": "peer"}, XML, AES)
    address = "http://his.example:8080/HisService.asmx/GetDeptInfo"
    head = b"POST /HisService.asmx/GetDeptInfo HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
    session.append([Exchange(head, f"xml={quote_plus(root)}".encode(), url=address)])
    exchange = NewCall(ORDER, READER, session).to(f"http://his.example:8080{path}")
    request = opened(exchange)
    assert (request.package.kind, request.transport.operation) == ("form", "OrderReg")
    assert (request.envelope.get("FUN_CODE"), request.signature.verdict) == ("2007", "valid")
    assert exchange.url == "http://his.example:8080/HisService.asmx/OrderReg"


def test_an_envelope_that_is_broken_keeps_its_operation(session):
    known = called("GetDeptInfo")
    session.append([replace(known, request_body=known.request_body.replace(b"</soap:Body>", b"<a>&</a></soap:Body>"))])
    with pytest.raises(SealError, match="cannot be told"):
        NewCall(ORDER, READER, session).to(URL)


def test_a_call_whose_payload_can_be_read_goes_before_a_later_one(session):
    session.append(
        [called("HisService"), called("HisService", "1001", xml=""), called("", request_body=b"no xml at all")]
    )
    assert NewCall(ORDER, READER, session).to(URL).parent == 1


def test_a_call_without_a_payload_is_better_than_none(session):
    session.append(
        [called("HisService", "1001", xml=""), called("", request_body=b"<ROOT><USER_ID>1</USER_ID></ROOT>")]
    )
    assert NewCall(ORDER, READER, session).to(URL).parent == 1


def test_another_path_of_the_same_host_is_kept(session):
    session.append([called("HisService")])
    exchange = NewCall(DEPARTMENTS, READER, session).to("http://his.example:8080/other")
    assert exchange.url == "http://his.example:8080/other"
    assert exchange.request_head.startswith(b"POST /other ")


def test_an_incomplete_address_is_refused(session):
    session.append([called("HisService", url="ftp://his.example/")])
    with pytest.raises(HisightError, match="incomplete"):
        NewCall(ORDER, READER, session).to("ftp://his.example/")


def test_the_calls_of_the_demo_are_models(tmp_path):
    with recorded.session(tmp_path / "demo.hisight") as session:
        for function in CATALOG.functions:
            exchange = NewCall(function, recorded.READER, session).to(recorded.URL)
            assert opened(exchange).envelope.get("FUN_CODE") == (function.code or function.name)
            assert opened(exchange).signature.verdict == "valid"
