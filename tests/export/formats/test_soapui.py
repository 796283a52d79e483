from lxml import etree
from tests.export.formats.pieces import joined

from hisight.export.formats import Order, soapui
from hisight.protocol import soap_request

CON = {"c": "http://eviware.com/soapui/config"}
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"


def project(calls, about):
    return etree.fromstring(joined(soapui.make(calls, about))["his-soapui-project.xml"])


def test_a_request_stands_below_its_operation_with_its_address(evidence, exchange, about):
    made = project([evidence(exchange()), evidence(exchange())], about)
    assert made.tag == "{http://eviware.com/soapui/config}soapui-project"
    (interface,) = made.findall("c:interface", CON)
    assert interface.get("{http://www.w3.org/2001/XMLSchema-instance}type") == "con:WsdlInterface"
    assert (interface.get("bindingName"), interface.get("soapVersion")) == ("{http://his/}HisSoap", "1_1")
    (operation,) = interface.findall("c:operation", CON)
    assert (operation.get("name"), operation.get("bindingOperationName")) == ("CreatePat", "CreatePat")
    call, _ = operation.findall("c:call", CON)
    assert call.get("name") == "#42 1002 CreatePat 用户信息注册接口"
    assert call.findtext("c:endpoint", namespaces=CON) == "http://his.example:8080/his"
    assert call.findtext("c:request", namespaces=CON) == exchange().request_body.decode()


def test_the_definition_that_is_kept_with_it_has_the_binding_and_the_operation(evidence, exchange, about):
    made = project([evidence(exchange())], about)
    content = made.findtext(".//c:definitionCache/c:part/c:content", namespaces=CON)
    wsdl = etree.fromstring(content.encode())
    names = {"w": "http://schemas.xmlsoap.org/wsdl/"}
    assert wsdl.get("targetNamespace") == "http://his/"
    assert wsdl.xpath("//w:binding[@name='HisSoap']/w:operation/@name", namespaces=names) == ["CreatePat"]
    cache = made.find(".//c:definitionCache", CON)
    assert cache.get("rootPart") == made.findtext(".//c:part/c:url", namespaces=CON)


def test_soapui_neither_replaces_nor_runs_anything_of_a_message(evidence, exchange, about):
    body = soap_request("Do", "xml", "${=new File('/tmp/owned').text} ${#Project#key} $$", "urn:a").encode()
    head = b"POST /his HTTP/1.1\r\nX-Own: ${=1+1}\r\n\r\n"
    call = evidence(exchange(request_body=body, request_head=head, url="http://his/${=2}"))
    text = joined(soapui.make([call], about))["his-soapui-project.xml"].decode()
    made = etree.fromstring(text.encode())
    request = made.findtext(".//c:request", namespaces=CON)
    assert request.replace("$${", "${").encode() == body
    for place in (
        request,
        made.findtext(".//c:call/c:endpoint", namespaces=CON),
        made.findtext(".//c:setting", namespaces=CON),
    ):
        assert "${" in place
        assert place.count("${") == place.count("$${")


def test_line_breaks_and_quotation_marks_come_through(evidence, exchange, about):
    body = soap_request("Do", "xml", "a\r\nb]]>\"'\tc", "urn:a").encode()
    made = project([evidence(exchange(request_body=body))], about)
    assert made.findtext(".//c:request", namespaces=CON).encode() == body


def test_own_header_fields_go_along_and_gbk_is_named(evidence, exchange, about):
    body = soap_request("Do", "xml", "内科", "urn:a").encode("gbk")
    head = b'POST /his HTTP/1.1\r\nContent-Type: text/xml; charset=gbk\r\nX-Own: <a>"b"\r\nHost: his\r\n\r\n'
    made = project([evidence(exchange(request_body=body, request_head=head))], about)
    assert made.findtext(".//c:encoding", namespaces=CON) == "GBK"
    headers = etree.fromstring(made.findtext(".//c:setting", namespaces=CON).encode())
    assert [(entry.get("key"), entry.get("value")) for entry in headers] == [("X-Own", '<a>"b"')]


def test_soap_1_2_is_an_interface_of_its_own_and_what_is_no_soap_is_none(evidence, exchange, about):
    body = f'<e:Envelope xmlns:e="{SOAP_12}"><e:Body><Do xmlns="http://his/"/></e:Body></e:Envelope>'.encode()
    made = project(
        [evidence(exchange()), evidence(exchange(request_body=body)), evidence(exchange(request_body=b"<ROOT/>"))],
        about,
    )
    assert [one.get("soapVersion") for one in made.findall("c:interface", CON)] == ["1_1", "1_2"]


def test_it_leaves_scrubbed(session, exchange, reader, tmp_path):
    file = tmp_path / "his.xml"
    soapui.FORMAT.write(file, Order(session(exchange("none")), [1], reader))
    assert "李望舒" not in file.read_text("utf-8")
