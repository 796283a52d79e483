"""Bytes as SOAP stacks write them, with an invented ROOT inside."""

from hisight.protocol import markup

ROOT = "<ROOT><FUN_CODE>1001</FUN_CODE><USER_ID>测试甲</USER_ID></ROOT>"
ESCAPED = markup.escape(ROOT)
SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"


def soap(body: str, namespace: str = SOAP_11, prefix: str = "s") -> str:
    return (
        f"<?xml version='1.0'?>\n<{prefix}:Envelope xmlns:{prefix}='{namespace}'><{prefix}:Header/>"
        f"<ns0:Body xmlns:ns0='{namespace}'>{body}</ns0:Body></{prefix}:Envelope>"
    )


AXIS_1 = (
    '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" '
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>'
    '<ns1:GetDeptInfo soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/" xmlns:ns1="urn:his">'
    '<strXml xsi:type="xsd:string">{}</strXml></ns1:GetDeptInfo></soapenv:Body></soapenv:Envelope>'
)
"""Axis 1, which writes what is beyond ASCII as references."""

SOAP_LITE = (
    '<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:xsi="http://www.w3.org/1999/XMLSchema-instance" '
    'xmlns:xsd="http://www.w3.org/1999/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    '<PubService xmlns="urn:his"><c-gensym3 xsi:type="xsd:base64Binary">{}</c-gensym3></PubService></soap:Body></soap:Envelope>'
)
"""SOAP::Lite, which makes base64 of a string that is not ASCII."""

CXF_HEAD = (
    b'POST /his HTTP/1.1\r\nContent-Type: multipart/related; type="application/xop+xml"; '
    b'boundary="uuid:6f3f"; start="<root.message@cxf.apache.org>"; start-info="text/xml"\r\n\r\n'
)
CXF = (
    "--uuid:6f3f\r\n"
    'Content-Type: application/xop+xml; charset=UTF-8; type="text/xml"\r\n'
    "Content-Transfer-Encoding: binary\r\n"
    "Content-ID: <root.message@cxf.apache.org>\r\n\r\n"
    "{}\r\n"
    "--uuid:6f3f--"
)
"""Apache CXF with MTOM switched on and nothing to attach."""

WCF_HEAD = (
    b'HTTP/1.1 200 OK\r\nContent-Type: multipart/related; type="application/xop+xml";start="<http://tempuri.org/0>";'
    b'boundary=uuid:0ca5+id=1;start-info="application/soap+xml"\r\nMIME-Version: 1.0\r\n\r\n'
)
WCF = (
    "\r\n--uuid:0ca5+id=1\r\n"
    "Content-ID: <http://tempuri.org/0>\r\nContent-Transfer-Encoding: 8bit\r\n"
    'Content-Type: application/xop+xml;charset=utf-8;type="application/soap+xml"\r\n\r\n'
    "{}\r\n"
    "--uuid:0ca5+id=1\r\n"
    "Content-ID: <http://tempuri.org/1/63>\r\nContent-Transfer-Encoding: binary\r\nContent-Type: application/octet-stream\r\n\r\n"
    "{}\r\n"
    "--uuid:0ca5+id=1--\r\n"
)
"""WCF, which sends a byte array as a part of its own."""
INCLUDE = (
    '<xop:Include href="cid:http%3A%2F%2Ftempuri.org%2F1%2F63" xmlns:xop="http://www.w3.org/2004/08/xop/include"/>'
)
