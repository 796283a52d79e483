"""The interface as a WSDL that a SOAP stack makes a client of, and an XML Schema for the documents of each function.

A WSDL says only that an operation takes a string and answers one; what stands in the strings, the schemas say.
"""

import re
from collections.abc import Generator, Iterable

from hisight.catalog.xsd import schema
from hisight.export.evidence import Evidence
from hisight.export.formats.format import About, Format, Piece, as_files
from hisight.export.formats.service import Service, asked_by
from hisight.wording import Words


def make(calls: Iterable[Evidence], about: About) -> Generator[Piece, None, None]:
    """A WSDL of the service that `calls` went to, and the schemas of all functions of the interface."""
    from hisight.mock.wsdl import wsdl  # brings the whole mock HIS along

    service = Service()
    for call in calls:
        service.add(asked_by(call))
    usual = service.usual
    text = wsdl(service.operations(about.catalog), usual.namespace, usual.address, argument=usual.argument or "xml")
    yield Piece("his.wsdl", text.encode("utf-8", "replace"))
    for function in about.catalog.functions:
        name = re.sub(r"[^A-Za-z0-9]+", "-", function.label)
        text = schema(about.catalog, function)
        yield Piece(f"{name}.xsd", text.encode("utf-8", "replace"), facts=text)


FORMAT = Format(
    "wsdl",
    ".zip",
    Words("WSDL 与 XSD", "WSDL and XSD"),
    Words(
        "接口的 WSDL（地址、命名空间取自调用）和各功能的 XML Schema，供生成客户端、校验报文。",
        "A WSDL with the address and namespace of the calls, and an XML Schema for each function, to generate and validate.",
    ),
    as_files(make),
)
