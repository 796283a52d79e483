"""A SoapUI project: for each operation the recorded requests, ready to be sent again.

SoapUI replaces `${...}` in what it sends, and runs what stands in `${=...}` as a program: each `${` of a message is written `$${`, which it
sends as `${`. Line breaks are written as references, since a parser would make another of CR LF.
"""

import re
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from hisight.export.evidence import Evidence
from hisight.export.formats.format import About, Format, Piece, as_file, facts_of
from hisight.export.formats.names import title_of
from hisight.export.formats.service import Asked, asked_by
from hisight.protocol import http
from hisight.wording import Words

_PORTS = {"soap-1.1": ("HisSoap", "1_1"), "soap-1.2": ("HisSoap12", "1_2")}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SOAPUIS_OWN = {"host", "content-length", "content-type", "soapaction", "connection", "transfer-encoding", "user-agent"}
_SOAPUIS_OWN |= {"accept-encoding", "content-encoding", "expect"}
_HEADERS = "com.eviware.soapui.impl.wsdl.WsdlRequest@request-headers"

_BEGINNING = """<?xml version="1.0" encoding="UTF-8"?>
<con:soapui-project id="{id}" name="HISight" soapui-version="5.7.0" activeEnvironment="Default" xmlns:con="http://eviware.com/soapui/config"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<con:description>{note}</con:description>
<con:settings/>"""
_END = """
<con:properties/>
<con:wssContainer/>
</con:soapui-project>
"""
_INTERFACE = """
<con:interface xsi:type="con:WsdlInterface" id="{id}" wsaVersion="NONE" name="{port}" type="wsdl" bindingName="{{{namespace}}}{port}"
 soapVersion="{version}" anonymous="optional" definition="{address}?wsdl">
<con:settings/>
<con:definitionCache type="TEXT" rootPart="{address}?wsdl"><con:part><con:url>{address}?wsdl</con:url>
<con:content>{wsdl}</con:content><con:type>http://schemas.xmlsoap.org/wsdl/</con:type></con:part></con:definitionCache>
<con:endpoints>{endpoints}</con:endpoints>"""
_INTERFACE_END = "\n</con:interface>"
_OPERATION = """
<con:operation id="{id}" isOneWay="false" action="{action}" name="{name}" bindingOperationName="{name}" type="Request-Response"
 inputName="" receivesAttachments="false" sendsAttachments="false" anonymous="optional">
<con:settings/>"""
_OPERATION_END = "\n</con:operation>"
_CALL = """
<con:call id="{id}" name="{name}"><con:description>{about}</con:description>
<con:settings><con:setting id="{headers_id}">{headers}</con:setting></con:settings>
<con:encoding>{charset}</con:encoding><con:endpoint>{url}</con:endpoint><con:request>{body}</con:request></con:call>"""


@dataclass(slots=True)
class _Interface:
    """The calls of one namespace and SOAP version."""

    first: Asked
    """How the first one asked."""
    addresses: dict[str, None] = field(default_factory=dict)
    """Where they went."""
    actions: dict[str, str] = field(default_factory=dict)
    """The SOAPAction of each operation."""
    calls: dict[str, list[Piece]] = field(default_factory=dict)
    """What is written of the calls of each operation."""

    def add(self, asked: Asked, call: Evidence, about: About) -> None:
        """Take in another call."""
        action = http.parse_head(call.exchange.request_head).get("SOAPAction").strip('"')
        self.addresses[asked.address] = None
        self.actions.setdefault(asked.operation, action or f"{asked.namespace}{asked.operation}")
        self.calls.setdefault(asked.operation, []).append(_piece(_call(call, about), facts_of(call)))


def make(calls: Iterable[Evidence], about: About) -> Generator[Piece, None, None]:
    """A project with an interface for each namespace and SOAP version of `calls`; what is no SOAP is left out."""
    interfaces: dict[tuple[str, str], _Interface] = {}
    for call in calls:
        if asked := asked_by(call):
            interfaces.setdefault((asked.namespace, asked.version), _Interface(asked)).add(asked, call, about)
    yield _piece(_BEGINNING.format(id=_id(*map(str, interfaces)), note=_text(about.note)))
    for interface in interfaces.values():
        yield _piece(_beginning(interface))
        for operation, some in interface.calls.items():
            action, number = interface.actions[operation], _id(interface.first.namespace, operation)
            yield _piece(_OPERATION.format(id=number, name=_text(operation), action=_text(action)))
            yield from some
            yield _piece(_OPERATION_END)
        yield _piece(_INTERFACE_END)
    yield _piece(_END)


def _piece(text: str, facts: str = "") -> Piece:
    ids = re.findall(r' id="([0-9a-f-]{36})"', text)
    return Piece("his-soapui-project.xml", text.encode(), facts="\n".join((facts, *ids)))


def _beginning(interface: _Interface) -> str:
    from hisight.mock.wsdl import wsdl  # brings the whole mock HIS along

    first = interface.first
    port, version = _PORTS[first.version]
    described = wsdl(interface.calls, first.namespace, first.address, argument=first.argument or "xml")
    return _INTERFACE.format(
        id=_id(first.namespace, first.version),
        port=port,
        version=version,
        namespace=_text(first.namespace),
        address=_text(first.address),
        wsdl=_text(described),
        endpoints="".join(f"<con:endpoint>{_text(url)}</con:endpoint>" for url in interface.addresses),
    )


def _call(call: Evidence, about: About) -> str:
    message = call.readable("request")
    assert message is not None
    head = http.parse_head(call.exchange.request_head)
    entries = "".join(
        f'<con:entry key="{_text(name)}" value="{_text(_unexpanded(value))}" xmlns:con="http://eviware.com/soapui/config"/>'
        for name, value in head.fields
        if name.lower() not in _SOAPUIS_OWN
    )
    return _CALL.format(
        id=_id(str(call.exchange.id), call.exchange.url),
        name=_text(title_of(call)),
        about=_text(call.say(call.reading.verdict, about.language)),
        headers_id=_HEADERS,
        headers=_text(f"<xml-fragment>{entries}</xml-fragment>"),
        charset=_text({"gb18030": "GBK"}.get(message.decoded.charset, message.decoded.charset.upper())),
        url=_text(_unexpanded(call.exchange.url)),
        body=_text(_unexpanded(message.decoded.text)),
    )


def _unexpanded(text: str) -> str:
    return text.replace("${", "$${")


def _text(text: str) -> str:
    """`text` as character data or the value of an attribute, with each line break as it is."""
    return escape(_FORBIDDEN.sub("\ufffd", text), {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})


def _id(*of: str) -> str:
    return str(uuid5(NAMESPACE_URL, "\n".join(of)))


FORMAT = Format(
    "soapui",
    ".xml",
    Words("SoapUI 工程", "SoapUI project"),
    Words(
        "按操作分组的 SOAP 请求，在 SoapUI 里可直接重发；其他请求不写入。",
        "The SOAP requests by operation, ready to be sent again in SoapUI; other requests are left out.",
    ),
    as_file(make),
)
