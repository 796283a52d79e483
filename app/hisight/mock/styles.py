"""How a service may put its operations on the wire (WSDL 1.1, 3): what real HIS vendors generate, in both SOAP versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from hisight.protocol import markup

Version = Literal["soap-1.1", "soap-1.2"]


@dataclass(frozen=True, slots=True)
class Style:
    """One way to bind operations."""

    path: str
    """Where the mock HIS speaks it; its WSDL is the same with `?wsdl`."""
    style: Literal["document", "rpc"]
    """The operation is an element of the schema, or a name with typed parts."""
    use: Literal["literal", "encoded"]
    """Values as the schema says, or with their type beside them (SOAP section 5)."""
    in_cdata: bool
    """Whether ROOT stands in the answer in CDATA; else it is escaped."""


STYLES: Mapping[str, Style] = MappingProxyType(
    {
        style.path: style
        for style in (
            Style("/HisService", "document", "literal", in_cdata=True),
            Style("/HisService/escaped", "document", "literal", in_cdata=False),
            Style("/HisService/rpc", "rpc", "literal", in_cdata=False),
            Style("/HisService/rpc-encoded", "rpc", "encoded", in_cdata=False),
        )
    }
)
"""Every style by its path; the first is what the platform of the demo speaks: document/literal wrapped."""

USUAL = next(iter(STYLES.values()))

CONTENT_TYPES: Mapping[Version, str] = {
    "soap-1.1": "text/xml; charset=utf-8",
    "soap-1.2": "application/soap+xml; charset=utf-8",
}

ENCODINGS: Mapping[Version, str] = {
    "soap-1.1": "http://schemas.xmlsoap.org/soap/encoding/",
    "soap-1.2": "http://www.w3.org/2003/05/soap-encoding",
}
"""What `encodingStyle` says of values that carry their type."""

_ENVELOPES: Mapping[Version, str] = {
    "soap-1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "soap-1.2": "http://www.w3.org/2003/05/soap-envelope",
}
_TYPED = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xsi:type="xsd:string"'


def answer(operation: str, root: str, namespace: str, style: Style, version: Version) -> str:
    """The answer of `operation` with `root` as its result."""
    content = markup.cdata(root) if style.in_cdata else markup.escape(root)
    typed = _TYPED if style.use == "encoded" else ""
    result = f"<{operation}Result{typed}>{content}</{operation}Result>"
    if style.style == "document":
        return _envelope(f'<{operation}Response xmlns="{namespace}">{result}</{operation}Response>', version)
    encoding = f' soap:encodingStyle="{ENCODINGS[version]}"' if typed else ""
    name = f"m:{operation}Response"  # the parts of an rpc answer have no namespace
    return _envelope(f'<{name} xmlns:m="{namespace}"{encoding}>{result}</{name}>', version)


def fault(reason: str, version: Version) -> str:
    """A SOAP fault that blames the caller for `reason`."""
    said = markup.escape(reason)
    told = f"<faultcode>soap:Client</faultcode><faultstring>{said}</faultstring>"
    if version == "soap-1.2":
        told = (
            "<soap:Code><soap:Value>soap:Sender</soap:Value></soap:Code>"
            f'<soap:Reason><soap:Text xml:lang="en">{said}</soap:Text></soap:Reason>'
        )
    return _envelope(f"<soap:Fault>{told}</soap:Fault>", version)


def _envelope(body: str, version: Version) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<soap:Envelope xmlns:soap="{_ENVELOPES[version]}"><soap:Body>{body}</soap:Body></soap:Envelope>'
    )
