"""How a service may put its operations on the wire (WSDL 1.1, 3): what real HIS vendors generate, in both SOAP versions."""

import base64
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
    """Whether ROOT stands in the answer in CDATA; else it is escaped, or base64."""
    binary: bool = False
    """Whether argument and result are base64Binary: the bytes of ROOT."""
    mtom: bool = False
    """Whether the answer comes in MIME parts (MTOM)."""
    one_for_all: bool = False
    """Whether there is one operation for all functions only; else one each as well."""
    forms: bool = False
    """Whether it takes forms, too, by POST and by GET, as ASMX does."""


STYLES: Mapping[str, Style] = MappingProxyType(
    {
        style.path: style
        for style in (
            Style("/HisService", "document", "literal", in_cdata=True),
            Style("/HisService/escaped", "document", "literal", in_cdata=False),
            Style("/HisService/rpc", "rpc", "literal", in_cdata=False),
            Style("/HisService/rpc-encoded", "rpc", "encoded", in_cdata=False),
            Style("/HisService/one", "document", "literal", in_cdata=True, one_for_all=True),
            Style("/HisService/base64", "document", "literal", in_cdata=False, binary=True),
            Style("/HisService/mtom", "document", "literal", in_cdata=False, mtom=True),
            Style("/HisService.asmx", "document", "literal", in_cdata=False, forms=True),
        )
    }
)
"""Every style by its path; the first is what the platform of the demo speaks: document/literal wrapped."""

USUAL = next(iter(STYLES.values()))


def at(path: str) -> Style | None:
    """The style that is spoken at `path`; a form names its operation behind the path of the service."""
    above, _, operation = path.rpartition("/")
    under = STYLES.get(above)
    return STYLES.get(path) or (under if under and under.forms and operation else None)


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
_ROOT_PART = "root@his.example"
_BOUNDARY = "MIMEBoundary-his-example"
_TYPED = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xsi:type="xsd:string"'


def answer(operation: str, root: str, namespace: str, style: Style, version: Version) -> str:
    """The answer of `operation` with `root` as its result."""
    content = markup.cdata(root) if style.in_cdata else markup.escape(root)
    if style.binary:
        content = base64.b64encode(root.encode()).decode()
    typed = _TYPED if style.use == "encoded" else ""
    result = f"<{operation}Result{typed}>{content}</{operation}Result>"
    if style.style == "document":
        return _envelope(f'<{operation}Response xmlns="{namespace}">{result}</{operation}Response>', version)
    encoding = f' soap:encodingStyle="{ENCODINGS[version]}"' if typed else ""
    name = f"m:{operation}Response"  # the parts of an rpc answer have no namespace
    return _envelope(f'<{name} xmlns:m="{namespace}"{encoding}>{result}</{name}>', version)


def form_answer(root: str, namespace: str) -> str:
    """The answer to a form, with `root` as its string: the same for every operation."""
    return f'<?xml version="1.0" encoding="utf-8"?>\n<string xmlns="{namespace}">{markup.escape(root)}</string>'


def packaged(body: bytes, version: Version) -> tuple[str, bytes]:
    """`body` as the only part of an MTOM package, and its Content-Type (XOP, 5)."""
    kind = CONTENT_TYPES[version].partition(";")[0]
    head = (
        f'Content-Type: application/xop+xml; charset=UTF-8; type="{kind}"\r\n'
        f"Content-Transfer-Encoding: binary\r\nContent-ID: <{_ROOT_PART}>\r\n"
    )
    content_type = (
        f'multipart/related; type="application/xop+xml"; start="<{_ROOT_PART}>"; '
        f'start-info="{kind}"; boundary="{_BOUNDARY}"'
    )
    return content_type, f"--{_BOUNDARY}\r\n{head}\r\n".encode() + body + f"\r\n--{_BOUNDARY}--\r\n".encode()


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
