"""What the form binding of ASP.NET answers: one element `string` with the document as its text, and no SOAP around it."""

from hisight.protocol import xml
from hisight.protocol.transports import argument, soap
from hisight.protocol.transports.transport import Transport


def read(text: str, root: xml.Element) -> Transport | None:
    """Read `text` with the element `root`, `string` or whatever else holds a document; None when nothing in it does."""
    found = argument.find(root, ())
    if found is None:
        return None
    kind = "asmx-string" if xml.local_name(root) == "string" else "none"
    return soap.with_argument(text, Transport(kind, "nothing", "", namespace=xml.namespace(root)), found)
