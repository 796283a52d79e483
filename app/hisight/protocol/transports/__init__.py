"""How a body carries its document, one transport a file (wire.md, 1): SOAP, the forms of ASP.NET, the document alone, others.

`unpack` takes the bytes out of a form or of MIME parts, `read` finds the document in their text; `Transport.wrap` and
`Package.pack` put another in its place. Exact inverses of each other.
"""

from hisight.protocol.transports.carries import Carries, payload_direction
from hisight.protocol.transports.fault import Fault
from hisight.protocol.transports.opening import read
from hisight.protocol.transports.package import Package
from hisight.protocol.transports.packaging import unpack
from hisight.protocol.transports.transport import UNREAD, Transport

__all__ = ["UNREAD", "Carries", "Fault", "Package", "Transport", "payload_direction", "read", "unpack"]
