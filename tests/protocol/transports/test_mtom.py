import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protocol.transports.samples import CXF, CXF_HEAD, ESCAPED, INCLUDE, ROOT, SOAP_12, WCF, WCF_HEAD, soap

from hisight.protocol import SealError, http, limits
from hisight.protocol.transports import mtom

CXF_BODY = CXF.format(soap(f"<m><x>{ESCAPED}</x></m>")).encode()
INCLUDED = soap(f"<m><x>{INCLUDE}</x><y>&#1;</y></m>", SOAP_12)
WCF_BODY = WCF.format(INCLUDED, ROOT).encode()


def cxf(body: bytes = CXF_BODY, head: bytes = CXF_HEAD):
    return mtom.read(body, http.parse_head(head))


def wcf(body: bytes = WCF_BODY):
    return mtom.read(body, http.parse_head(WCF_HEAD))


def test_the_message_of_cxf_is_its_root_part():
    found = cxf()
    assert (found.kind, found.media_type, found.charset, found.problem) == ("mtom", "text/xml", "UTF-8", None)
    assert found.content.decode() == soap(f"<m><x>{ESCAPED}</x></m>")
    assert found.remark.en == "part 1 of 1"
    assert found.pack(b"<a/>") == CXF.format("<a/>").encode()


def test_what_wcf_includes_is_read_in_its_place_and_goes_back_into_its_part():
    found = wcf()
    inside = base64.b64encode(ROOT.encode()).decode()
    assert (found.media_type, found.remark.en) == ("application/soap+xml", "part 1 of 2, 1 included by xop:Include")
    assert found.content.decode() == INCLUDED.replace(INCLUDE, inside)
    other = base64.b64encode(b"<ROOT>other</ROOT>").decode()
    assert found.pack(INCLUDED.replace(INCLUDE, other).encode()) == WCF.format(INCLUDED, "<ROOT>other</ROOT>").encode()
    changed = INCLUDED.replace("<y>", "<y>2")
    assert found.pack(changed.replace(INCLUDE, inside).encode()) == WCF.format(changed, ROOT).encode()


@pytest.mark.parametrize(
    "content", [INCLUDED.replace(INCLUDE, "no base64!"), "<a/>", "no markup"], ids=["value", "place", "markup"]
)
def test_an_attachment_that_lost_its_place_is_refused(content):
    with pytest.raises(SealError, match="lost its place"):
        wcf().pack(content.encode())


@pytest.mark.parametrize(
    ("message", "attached"),
    [
        (INCLUDED, "\x89PNG\x00"),  # a picture stays where it is
        (INCLUDED.replace("1%2F63", "9"), ROOT),  # no such part
        (INCLUDED.replace("2004/08/xop", "2009/xop"), ROOT),  # another namespace
    ],
)
def test_what_is_no_document_is_not_included(message, attached):
    assert wcf(WCF.format(message, attached).encode()).content.decode() == message


def test_an_include_without_a_prefix_and_with_a_closing_tag_is_resolved():
    plain = INCLUDE.replace("xop:Include", "Include").replace("xmlns:xop", "xmlns").replace("/>", "></Include>")
    body = WCF.format(INCLUDED.replace(INCLUDE, plain), ROOT).encode()
    found = wcf(body)
    assert len(found.inclusions) == 1
    assert found.pack(found.content + b" ") == body.replace(b"</s:Envelope>", b"</s:Envelope> ")


def test_parts_in_which_nobody_can_look_are_counted_and_the_others_are_at_hand():
    assert (wcf().unseen, "tempuri.org/1/63" in wcf().around) == (0, True)
    assert wcf(WCF.format(INCLUDED, "\x89PNG\x00").encode()).unseen == 1
    assert "孙若谷" in wcf(WCF.format(INCLUDED, "孙若谷").encode()).around


def test_the_root_is_the_part_that_start_names():
    parts = WCF.format(INCLUDED, ROOT).encode()
    second = WCF_HEAD.replace(b"<http://tempuri.org/0>", b"<http://tempuri.org/1/63>")
    found = mtom.read(parts, http.parse_head(second))
    assert (found.content.decode(), found.remark.en) == (ROOT, "part 2 of 2")


def test_without_the_part_that_start_names_the_first_with_xml_is_the_root():
    found = cxf(head=CXF_HEAD.replace(b"root.message@", b"other@"))
    assert found.content.decode() == soap(f"<m><x>{ESCAPED}</x></m>")
    assert found.remark.en == "part 1 of 1, there is no <other@cxf.apache.org>, which start names"
    form_data = b"--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b\r\n\r\n<ROOT/>\r\n--b--"
    head = http.Head("", (("Content-Type", "multipart/form-data; boundary=b"),))
    found = mtom.read(form_data, head)
    assert (found.kind, found.content, found.remark.en) == ("multipart", b"<ROOT/>", "part 2 of 2")


@pytest.mark.parametrize(
    ("body", "head", "words"),
    [
        (CXF_BODY.removesuffix(b"--"), CXF_HEAD, ""),
        (CXF_BODY.removesuffix(b"\r\n--uuid:6f3f--"), CXF_HEAD, "the last boundary --uuid:6f3f-- is missing."),
        (CXF_BODY, CXF_HEAD.replace(b"6f3f", b"0000"), "declared as uuid:0000, the body uses uuid:6f3f."),
        (b"<a/>", CXF_HEAD, "the boundary uuid:6f3f is not in the body."),
        (b"<a/>", b"POST / HTTP/1.1\r\nContent-Type: multipart/related\r\n\r\n", "names no boundary."),
    ],
)
def test_what_is_broken_is_said(body, head, words):
    found = cxf(body, head)
    assert found.problem is None or (found.problem.kind, found.problem.layer) == ("broken-multipart", "package")
    assert found.problem is None or found.problem.message.en.endswith(words)
    assert found.content in (b"<a/>", soap(f"<m><x>{ESCAPED}</x></m>").encode())


@pytest.mark.parametrize("body", [b"<a/>", b"-- a comment", b""])
def test_what_is_no_multipart_is_none(body):
    assert mtom.read(body, http.EMPTY_HEAD) is None
    assert mtom.read(CXF_BODY, http.Head("", (("Content-Type", "text/xml"),))) is None


def test_what_stands_deeper_than_any_argument_is_not_included():
    deep = "<a>" * 400 + INCLUDE + "</a>" * 400
    assert wcf(WCF.format(deep, ROOT).encode()).inclusions == ()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=40))
def test_whatever_is_included_comes_back(text):
    found = wcf(WCF.format(INCLUDED, f"<ROOT>{text}</ROOT>").encode())
    assert found.pack(found.content) == found.body
    value = base64.b64encode(f"<REQ>{text}</REQ>".encode()).decode()
    again = wcf(found.pack(INCLUDED.replace(INCLUDE, value).encode()))
    assert again.content.decode() == INCLUDED.replace(INCLUDE, value)


def test_nothing_more_is_included_where_the_message_is_too_large_already():
    large = "<ROOT>" + "x" * limits.LARGEST_READ + "</ROOT>"
    message = soap(f"<m><x>{INCLUDE}</x><y>{INCLUDE}</y></m>", SOAP_12)
    assert [one.path for one in wcf(WCF.format(message, large).encode()).inclusions] == [(1, 0, 0)]
    filled = soap(f"<m><x>{INCLUDE}</x><y>{'x' * limits.LARGEST_READ}</y></m>", SOAP_12)
    assert wcf(WCF.format(filled, ROOT).encode()).inclusions == ()


def test_what_a_torn_message_includes_nowhere_is_left_where_it_is():
    for torn in (f"<a/><b>{INCLUDE}</b>", f"</a>{INCLUDE}"):
        assert wcf(WCF.format(torn, ROOT).encode()).inclusions == ()


def test_what_an_element_includes_twice_is_read_once_and_the_next_element_is_left_alone():
    message = soap(f"<m><a>1</a><x>{INCLUDE}{INCLUDE}{INCLUDE}</x><y>2</y></m>", SOAP_12)
    found = wcf(WCF.format(message, ROOT).encode())
    assert [one.written for one in found.inclusions] == [INCLUDE * 3]
    assert b"<a>1</a>" in found.content
    assert b"<y>2</y>" in found.content
    assert found.pack(found.content) == WCF.format(message, ROOT).encode()
