"""How the text of a body carries its document: what every transport is read into, and what puts another document there."""

from dataclasses import dataclass

from hisight.protocol import markup
from hisight.protocol.charset import Decoded
from hisight.protocol.errors import SealError
from hisight.protocol.transports import argument as arguments
from hisight.protocol.transports.argument import Again, ArgumentStyle
from hisight.protocol.transports.carries import Carries
from hisight.protocol.transports.fault import Fault
from hisight.wording import Words


@dataclass(frozen=True, slots=True)
class Transport:
    """How a body carries its ROOT document."""

    kind: str
    """`soap-1.1`, `soap-1.2`, `soap` (an Envelope of another namespace), `asmx-string` (what the ASMX form binding answers),
    `bare` (the document itself is the body) or `none` (nothing was recognised)."""
    carries: Carries
    """What was found inside: a ROOT document, a REQ or RES document alone, its encrypted text alone, or nothing."""
    inner: str
    """The text of what was found."""
    operation: str = ""
    """The element below the SOAP Body, without its prefix."""
    argument: str = ""
    """The element that holds the string, without its prefix."""
    style: ArgumentStyle = ""
    """How the string was written: escaped text, with references for what is beyond ASCII, CDATA, base64, or as elements."""
    path: tuple[int, ...] = ()
    """Where the argument stands, or the document itself where it is written as elements: child positions from the root."""
    again: Again = ""
    """How the string was written once more than it should be; empty when it was not."""
    decoded: Decoded | None = None
    """How the bytes of a base64 argument were read."""
    declared: str = ""
    """What `xsi:type` calls the argument; empty when it says nothing."""
    namespace: str = ""
    """The namespace of the root element."""
    fault: Fault | None = None
    """The SOAP fault that it carries instead."""

    @property
    def as_string(self) -> bool:
        """True when the document stands in an argument as a string, whatever that was written like."""
        return self.style not in ("", "elements")

    def wrap(self, text: str, inner: str) -> str:
        """`text`, the body this was read from, with `inner` in place of what it carries; the same text for the same inner.

        Raises SealError when the body is too broken to tell where that stands.
        """
        if inner == self.inner:
            return text
        if self.again and not self.style:
            return arguments.written_once_more(text, inner, self.again)
        if self.carries == "ciphertext":
            return inner
        if self.kind != "bare" and not self.style:
            return self._in_broken(text, inner)
        span = markup.span_at(text, self.path)
        if not self.as_string:
            return text[: span.start] + arguments.without_declaration(inner) + text[span.end :]
        raw = text[span.inner : span.inner_end]
        content = arguments.written(raw, inner, self.style, self.again, self.decoded)
        return markup.replace_content(text, span, content)

    def as_sent(self, text: str) -> str:
        """What it carries with the line breaks of `text`, the body: a parser has made LF of each CR LF in `inner`."""
        if not self.as_string or self.decoded is not None:
            return self.inner  # never went through a parser
        span = markup.span_at(text, self.path)
        inner = markup.value(text[span.inner : span.inner_end])
        return markup.value(inner) if self.again else inner

    def _in_broken(self, text: str, inner: str) -> str:
        before, found, after = text.partition(self.inner)
        if not found or not self.inner:
            raise SealError(
                Words(
                    "SOAP 报文已损坏，无法确定 ROOT 在其中的位置。",
                    "the SOAP message is broken: where its ROOT begins and ends cannot be told.",
                )
            )
        return before + inner + after


UNREAD = Transport("none", "nothing", "")
"""That of a body that nobody looks into."""
