from lxml import etree
from tests.export.formats.pieces import joined

from hisight.export.formats import xml
from hisight.wording import Words


def test_each_document_is_a_file_that_any_parser_reads(evidence, exchange, about):
    files = joined(xml.make([evidence(exchange())], about))
    assert sorted(files) == ["0042-1002-CreatePat-request.xml", "0042-1002-CreatePat-response.xml"]
    root = etree.fromstring(files["0042-1002-CreatePat-request.xml"])
    assert (root.tag, root.findtext("NAME")) == ("REQ", "李望舒")


def test_a_declaration_of_another_charset_is_put_right(evidence, exchange, about):
    body = '<?xml version="1.0" encoding="GBK"?><ROOT><FUN_CODE>1002</FUN_CODE><A>内科</A></ROOT>'.encode("gbk")
    (name, data), *_ = joined(xml.make([evidence(exchange(request_body=body))], about)).items()
    assert name.endswith("-request.xml")
    assert b'encoding="UTF-8"' in data
    assert etree.fromstring(data).findtext("A") == "内科"


def test_what_is_no_xml_is_a_text_and_what_is_nothing_is_no_file(evidence, exchange, about):
    files = joined(xml.make([evidence(exchange(request_body=b"OK", response_body=b""))], about))
    assert list(files.values()) == [b"OK"]
    assert next(iter(files)).endswith("-request.txt")


def test_a_body_that_stays_at_home_is_no_file(evidence, exchange, about):
    calls = [evidence(exchange(), left_out={"request": Words("无法", "cannot be read")})]
    assert [name[-12:] for name in joined(xml.make(calls, about))] == ["response.xml"]
