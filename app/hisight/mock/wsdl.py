"""The WSDL of the mock HIS: document/literal, one string in, one string out (WSDL 1.1)."""

from collections.abc import Iterable

from hisight.protocol import markup

# The argument is unqualified and the answer qualified, because that is how the platform writes and the HIS answers.
_TYPES = """
<s:element name="{name}"><s:complexType><s:sequence>
<s:element name="xml" type="s:string" minOccurs="0" form="unqualified"/>
</s:sequence></s:complexType></s:element>
<s:element name="{name}Response"><s:complexType><s:sequence>
<s:element name="{name}Result" type="s:string" minOccurs="0" form="qualified"/>
</s:sequence></s:complexType></s:element>"""

_MESSAGES = """
<w:message name="{name}In"><w:part name="parameters" element="t:{name}"/></w:message>
<w:message name="{name}Out"><w:part name="parameters" element="t:{name}Response"/></w:message>"""

_PORT_OPERATION = """
<w:operation name="{name}"><w:input message="t:{name}In"/><w:output message="t:{name}Out"/></w:operation>"""

_BINDING_OPERATION = """
<w:operation name="{name}"><soap:operation soapAction="{namespace}{name}" style="document"/>
<w:input><soap:body use="literal"/></w:input><w:output><soap:body use="literal"/></w:output></w:operation>"""

_WSDL = """<?xml version="1.0" encoding="UTF-8"?>
<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
 xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:t="{namespace}" targetNamespace="{namespace}" name="His">
<w:types><s:schema targetNamespace="{namespace}" elementFormDefault="qualified">{types}
</s:schema></w:types>{messages}
<w:portType name="HisSoap">{port_operations}
</w:portType>
<w:binding name="HisSoap" type="t:HisSoap">
<soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>{binding_operations}
</w:binding>
<w:service name="His"><w:port name="HisSoap" binding="t:HisSoap"><soap:address location="{address}"/></w:port></w:service>
</w:definitions>
"""


def wsdl(operations: Iterable[str], namespace: str, address: str) -> str:
    """A WSDL that offers `operations`, which live in `namespace`, at the URL `address`."""
    names = list(operations)

    def each(template: str) -> str:
        return "".join(template.format(name=name, namespace=namespace) for name in names)

    return _WSDL.format(
        namespace=namespace,
        address=markup.escape(address).replace('"', "&quot;"),
        types=each(_TYPES),
        messages=each(_MESSAGES),
        port_operations=each(_PORT_OPERATION),
        binding_operations=each(_BINDING_OPERATION),
    )
