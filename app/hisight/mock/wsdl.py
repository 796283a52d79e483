"""The WSDL of the mock HIS: one string in, one string out, in each style and both SOAP versions (WSDL 1.1)."""

from collections.abc import Iterable, Sequence

from hisight.mock.styles import ENCODINGS, USUAL, Style, Version
from hisight.protocol import markup

# The argument is unqualified and the answer qualified, because that is how the platform writes and the HIS answers.
_TYPES = """
<s:element name="{name}"><s:complexType><s:sequence>
<s:element name="{argument}" type="s:{type}" minOccurs="0" form="unqualified"/>
</s:sequence></s:complexType></s:element>
<s:element name="{name}Response"><s:complexType><s:sequence>
<s:element name="{name}Result" type="s:{type}" minOccurs="0" form="qualified"/>
</s:sequence></s:complexType></s:element>"""

_DOCUMENT_MESSAGES = """
<w:message name="{name}In"><w:part name="parameters" element="t:{name}"/></w:message>
<w:message name="{name}Out"><w:part name="parameters" element="t:{name}Response"/></w:message>"""

_RPC_MESSAGES = """
<w:message name="{name}In"><w:part name="{argument}" type="s:string"/></w:message>
<w:message name="{name}Out"><w:part name="{name}Result" type="s:string"/></w:message>"""

_PORT_OPERATION = """
<w:operation name="{name}"><w:input message="t:{name}In"/><w:output message="t:{name}Out"/></w:operation>"""

_BINDING_OPERATION = """
<w:operation name="{name}"><{soap}:operation soapAction="{namespace}{name}" style="{style}"/>
<w:input><{soap}:body {body}/></w:input><w:output><{soap}:body {body}/></w:output></w:operation>"""

_BINDING = """
<w:binding name="{port}" type="t:HisSoap">
<{soap}:binding style="{style}" transport="http://schemas.xmlsoap.org/soap/http"/>{operations}
</w:binding>"""

_PORT = """
<w:port name="{port}" binding="t:{port}"><{soap}:address location="{address}"/></w:port>"""

_FORM_TYPE = """
<s:element name="string" nillable="true" type="s:string"/>"""

_FORM_MESSAGES = """
<w:message name="{name}Http{verb}In"><w:part name="{argument}" type="s:string"/></w:message>
<w:message name="{name}Http{verb}Out"><w:part name="Body" element="t:string"/></w:message>"""

_FORM_PORT_OPERATION = """
<w:operation name="{name}"><w:input message="t:{name}Http{verb}In"/><w:output message="t:{name}Http{verb}Out"/></w:operation>"""

_FORM_PORT_TYPE = """
<w:portType name="HisHttp{verb}">{operations}
</w:portType>"""

_FORM_BINDING_OPERATION = """
<w:operation name="{name}"><http:operation location="/{name}"/>
<w:input>{encoding}</w:input><w:output><mime:mimeXml part="Body"/></w:output></w:operation>"""

_FORM_BINDING = """
<w:binding name="HisHttp{verb}" type="t:HisHttp{verb}">
<http:binding verb="{capitals}"/>{operations}
</w:binding>"""

_FORM_PORT = """
<w:port name="HisHttp{verb}" binding="t:HisHttp{verb}"><http:address location="{address}"/></w:port>"""

_FORMS: Sequence[tuple[str, str]] = (
    ("Get", "<http:urlEncoded/>"),
    ("Post", '<mime:content type="application/x-www-form-urlencoded"/>'),
)
"""How a form travels, as ASMX names it, and its encoding (WSDL 1.1, 4)."""

_WSDL = """<?xml version="1.0" encoding="UTF-8"?>
<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
 xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:s="http://www.w3.org/2001/XMLSchema"
 xmlns:http="http://schemas.xmlsoap.org/wsdl/http/" xmlns:mime="http://schemas.xmlsoap.org/wsdl/mime/"
 xmlns:t="{namespace}" targetNamespace="{namespace}" name="His">
<w:types><s:schema targetNamespace="{namespace}" elementFormDefault="qualified">{types}
</s:schema></w:types>{messages}
<w:portType name="HisSoap">{port_operations}
</w:portType>{port_types}{bindings}
<w:service name="His">{ports}
</w:service>
</w:definitions>
"""

_PORTS: Sequence[tuple[str, str, Version]] = (("HisSoap", "soap", "soap-1.1"), ("HisSoap12", "soap12", "soap-1.2"))
"""Port, prefix of its extension elements, and the SOAP version behind it: as ASMX names them."""


def wsdl(operations: Iterable[str], namespace: str, address: str, style: Style = USUAL, argument: str = "xml") -> str:
    """A WSDL that offers `operations`, which live in `namespace`, at the URL `address` in that `style`.

    Each takes one string, called `argument`.
    """
    names = list(operations)
    written, namespace = (markup.escape(text).replace('"', "&quot;") for text in (address, namespace))

    def each(template: str, **more: str) -> str:
        return "".join(template.format(name=name, namespace=namespace, argument=argument, **more) for name in names)

    bindings, ports = [], []
    for port, soap, version in _PORTS:
        body = f'use="{style.use}"'
        if style.style == "rpc":
            body += f' namespace="{namespace}"'
        if style.use == "encoded":
            body += f' encodingStyle="{ENCODINGS[version]}"'
        inside = each(_BINDING_OPERATION, soap=soap, style=style.style, body=body)
        bindings.append(_BINDING.format(port=port, soap=soap, style=style.style, operations=inside))
        ports.append(_PORT.format(port=port, soap=soap, address=written))
    messages = each(_DOCUMENT_MESSAGES if style.style == "document" else _RPC_MESSAGES)
    types = each(_TYPES, type="base64Binary" if style.binary else "string")
    port_types = ""
    for verb, encoding in _FORMS if style.forms else ():
        port_types += _FORM_PORT_TYPE.format(verb=verb, operations=each(_FORM_PORT_OPERATION, verb=verb))
        inside = each(_FORM_BINDING_OPERATION, encoding=encoding)
        bindings.append(_FORM_BINDING.format(verb=verb, capitals=verb.upper(), operations=inside))
        ports.append(_FORM_PORT.format(verb=verb, address=written))
        messages += each(_FORM_MESSAGES, verb=verb)
    return _WSDL.format(
        namespace=namespace,
        types=types + _FORM_TYPE if style.forms else types,
        messages=messages,
        port_types=port_types,
        port_operations=each(_PORT_OPERATION),
        bindings="".join(bindings),
        ports="".join(ports),
    )
