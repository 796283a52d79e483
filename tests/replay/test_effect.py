"""A HIS may go by FUN_CODE, by the operation or by the address: a request does the worst of what it names."""

from dataclasses import replace
from urllib.parse import quote

import pytest

from hisight.capture import Exchange
from hisight.protocol import soap_request
from hisight.replay import Outgoing, as_recorded
from hisight.replay.effect import effect_of

READS, WRITES = b"<FUN_CODE>2001</FUN_CODE>", b"<FUN_CODE>2007</FUN_CODE>"


def escaped(markup: bytes) -> bytes:
    return markup.replace(b"<", b"&lt;").replace(b">", b"&gt;")


def done_by(outgoing: Outgoing, reader) -> tuple[str | None, str]:
    sent = Exchange(outgoing.head.to_bytes(), outgoing.body, url=outgoing.url)
    effect, function = effect_of(reader.read(sent))
    return effect, function.code if function else ""


def without_body(line: str) -> Outgoing:
    path = line.split(" ")[1]
    return as_recorded(Exchange(f"{line} HTTP/1.1\r\n\r\n".encode(), b"", url=f"http://his.example:8080{path}"))


@pytest.mark.parametrize(
    "codes", [READS + WRITES, WRITES + READS, READS + b"<n:fun_code a='1'> <![CDATA[2007]]></n:fun_code>"]
)
def test_a_function_code_that_stands_twice_does_the_worse_of_both(outgoing, reader, codes):
    call = outgoing("2001")
    twice = replace(call, body=call.body.replace(escaped(READS), escaped(codes)))
    assert twice.body != call.body
    assert done_by(twice, reader) == ("write", "2007")


def test_a_second_root_or_argument_counts_too(reader, plain_root):
    both = soap_request("HisService", "xml", plain_root("2001") + plain_root("3002"), "urn:his")
    second = soap_request("HisService", "xml", plain_root("2001"), "urn:his").replace(
        "</xml>", f"</xml><more><![CDATA[{plain_root('3002')}]]></more>"
    )
    for body in (both, second, plain_root("2001") + plain_root("3002")):
        call = as_recorded(Exchange(b"POST /his HTTP/1.1\r\n\r\n", body.encode(), url="http://his.example:8080/his"))
        assert done_by(call, reader) == ("money", "3002")


def test_an_operation_that_writes_writes_whatever_the_code_says(reader, plain_root):
    body = soap_request("OrderReg", "xml", plain_root("2001"), "urn:his").encode()
    call = as_recorded(Exchange(b"POST /his HTTP/1.1\r\n\r\n", body, url="http://his.example:8080/his"))
    assert done_by(call, reader) == ("write", "2007")


def test_a_code_that_nobody_knows_is_unknown_even_below_an_operation_that_reads(reader, plain_root):
    body = soap_request("GetDeptInfo", "xml", plain_root("9999"), "urn:his").encode()
    call = as_recorded(Exchange(b"POST /his HTTP/1.1\r\n\r\n", body, url="http://his.example:8080/his"))
    assert done_by(call, reader)[0] == "unknown"


@pytest.mark.parametrize(
    "line", ["GET /his?wsdl", "GET /his?xsd=xsd0", "GET /his.asmx?op=OrderReg", "HEAD /", "OPTIONS /his"]
)
def test_asking_for_a_description_only_reads(reader, line):
    assert done_by(without_body(line), reader) == (None, "")


@pytest.mark.parametrize(
    "line", ["DELETE /order/1", "PATCH /order/1", "POST /order/1", "PUT /", "GET /pay?order=1&fee=20"]
)
def test_what_is_no_business_call_but_may_do_something_is_unknown(reader, line):
    assert done_by(without_body(line), reader) == ("unknown", "")


def test_a_get_that_carries_a_call_does_what_the_call_does(reader, plain_root):
    query = quote(plain_root("2007"))
    assert done_by(without_body(f"GET /his.asmx/OrderReg?xml={query}"), reader) == ("write", "2007")
    assert done_by(without_body("GET /his.asmx/OrderReg"), reader) == ("write", "2007")
    assert done_by(without_body("GET /his.asmx/GetDeptInfo"), reader) == (None, "2001")


def test_a_call_that_only_reads_reads(outgoing, reader):
    assert done_by(outgoing("2001"), reader) == (None, "2001")
