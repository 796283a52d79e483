"""What the bytes of a body are packed in, before they are any text: nothing, a form, an address, or MIME parts."""

from dataclasses import dataclass

from hisight.protocol.notes import Problem
from hisight.wording import NOTHING, Words


@dataclass(frozen=True, slots=True)
class Package:
    """A body and what stands in it; as it is here the two are the same."""

    body: bytes
    """The body without its content encodings."""
    content: bytes
    """The bytes of the XML in it."""
    kind: str = ""
    """`form`, `query` (in the address), `mtom`, `multipart`; empty when there is no package."""
    media_type: str = ""
    """What the content is declared as: `text/xml`, `application/soap+xml` ..."""
    charset: str = ""
    """The charset that is declared with it; empty when none is."""
    name: str = ""
    """The parameter of a form that holds it."""
    operation: str = ""
    """The operation, where the address names it."""
    around: str = ""
    """Everything else in the body as text."""
    unseen: int = 0
    """Parts of which nobody can tell what stands in them: pictures, say."""
    remark: Words = NOTHING
    """How it is packed."""
    problem: Problem | None = None
    """What is wrong with it."""

    def pack(self, content: bytes) -> bytes:
        """The body with `content` in place of its own; the same body for the same content.

        Raises SealError when it has no place for it.
        """
        return self.body if content == self.content else self._packed(content)

    def _packed(self, content: bytes) -> bytes:
        return content
