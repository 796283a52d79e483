from urllib.parse import quote, quote_plus, unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protocol.transports.samples import ROOT

from hisight.protocol import http
from hisight.protocol.transports import form

DECLARED = http.parse_head(
    b"POST /HisService.asmx/GetDeptInfo HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded; charset=gbk\r\n\r\n"
)
SPACED = ROOT.replace("<USER_ID>", "<USER_ID a='b'> +")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (f"xml={quote_plus(SPACED)}", "xml"),
        (f"user=1&strXml={quote(SPACED)}&flag=", "strXml"),
        (f"p%5F1={quote(SPACED).lower()}", "p_1"),
        (f"xml={SPACED.replace('+', '%2B').replace(' ', '+')}", "xml"),
    ],
)
def test_the_parameter_with_the_document_is_found_and_decoded(body, name):
    found = form.read(body.encode(), DECLARED)
    assert (found.kind, found.name, found.operation, found.charset) == ("form", name, "GetDeptInfo", "gbk")
    assert found.remark.en.startswith(f"parameter {name}")


@pytest.mark.parametrize("write", [quote_plus, quote, lambda text: quote_plus(text, safe="/'=")])
def test_an_edited_document_is_encoded_in_the_manner_of_its_sender(write):
    found = form.read(f"a=1&xml={write(SPACED)}&b=2".encode(), http.EMPTY_HEAD)
    assert found.content.decode() == SPACED
    edited = SPACED.replace("1001", "2 001")
    assert found.pack(edited.encode()).decode() == f"a=1&xml={write(edited)}&b=2"


def test_hex_digits_keep_their_case():
    found = form.read(b"xml=%3cROOT%3e%e6%b5%8b%3c%2fROOT%3e", http.EMPTY_HEAD)
    assert found.pack("<ROOT>试</ROOT>".encode()) == b"xml=%3cROOT%3e%e8%af%95%3c%2fROOT%3e"


def test_a_document_that_nobody_encoded_reaches_to_the_end():
    body = b"xml=<ROOT><A>1 &amp; 2+3</A></ROOT>"
    found = form.read(body, DECLARED)
    assert (found.content, found.remark.en) == (body[4:], "parameter xml, which is not percent-encoded")
    assert found.pack(b"<ROOT>+&amp;</ROOT>") == b"xml=<ROOT>+&amp;</ROOT>"


def test_a_ciphertext_counts_only_where_a_form_is_declared():
    body = b"data=kjPZRMs96t6gBs1xfBKrlg%3D%3D"
    assert form.read(body, DECLARED).content == b"kjPZRMs96t6gBs1xfBKrlg=="
    assert form.read(body, http.EMPTY_HEAD) is None


@pytest.mark.parametrize("body", [b"", b"<a b='c'/>", b"a=1&b=2", b"kjPZRMs96t6gBs1xfBKrlg==", b'{"a=": 1}'])
def test_what_holds_no_document_is_no_form(body):
    assert form.read(body, DECLARED) is None


def test_an_address_that_names_no_operation_gives_none():
    assert form.read(b"xml=%3CROOT/%3E", http.Head("POST /his HTTP/1.1", ())).operation == ""


def test_the_other_parameters_are_at_hand():
    assert "孙若谷" in form.read(f"who={quote('孙若谷')}&xml=%3CROOT/%3E".encode(), DECLARED).around


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_whatever_is_packed_is_unpacked_again(before, after):
    body = b"n=1&xml=" + quote_plus(b"<ROOT>" + before).encode() + b"&m=%zz"
    found = form.read(body, DECLARED)
    assert found.pack(b"<ROOT>" + before) == body
    assert form.read(found.pack(b"<ROOT>" + after), DECLARED).content == b"<ROOT>" + after


@given(st.lists(st.sampled_from([b"%", b"4", b"a", b"F", b"=", b"+", b" ", b"\r\n", b"\t", b"%e5"])).map(b"".join))
def test_percent_encoding_is_undone_as_everywhere(written):
    found = form.read(b"xml=%3C" + written, DECLARED)
    assert found.content == b"<" + unquote_to_bytes(written.replace(b"+", b" "))
