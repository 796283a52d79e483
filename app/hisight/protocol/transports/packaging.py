"""From the bytes of an HTTP body to those of the XML in it: each kind of package is asked in turn."""

from hisight.protocol.http import Head
from hisight.protocol.transports import form, mtom, query
from hisight.protocol.transports.package import Package


def unpack(body: bytes, head: Head) -> Package:
    """What `body`, which came with `head` and has no content encoding any more, is packed in. Never fails."""
    is_bare = body.startswith(b"<") and not head.media_type.startswith("multipart/")  # as nearly all are
    packed = None if is_bare else mtom.read(body, head) or form.read(body, head) or query.read(body, head)
    return packed or Package(body, body, media_type=head.media_type, charset=head.charset)
