"""What the protocol layer raises: ProtocolError, and below it one class a layer.

ProtocolError
├── MarkupError      XML that cannot be parsed; carries line and column
├── CipherError      a text that does not decrypt, or a key that does not suit its cipher
└── SealError        a message that cannot be made as asked
"""

from hisight.errors import HisightError
from hisight.wording import Words


class ProtocolError(HisightError):
    """A message cannot be read or made."""


class MarkupError(ProtocolError):
    """XML that no parser would accept."""

    def __init__(self, what: Words, line: int, column: int, cause: str = "ill-formed") -> None:
        super().__init__(what)
        self.line = line
        """Counted from 1; 0 when unknown."""
        self.column = column
        """Counted from 1; 0 when unknown."""
        self.cause = cause
        """The kind of `diagnosis.Diagnosis`; `ill-formed` where only the parser's own words are known, `over-the-limits` where
        it refuses what is well-formed, `too-large` where we do."""

    @property
    def kind(self) -> str:
        """Which problem it is: `truncated`, `control-character`, `too-large`, or else `ill-formed`."""
        own = {"cut": "truncated", "control-character": "control-character", "too-large": "too-large"}
        return own.get(self.cause, "ill-formed")

    @property
    def mendable(self) -> bool:
        """False where nothing but the size of the text is refused: there is no fault in it to be mended."""
        return self.cause not in ("over-the-limits", "too-large")


class CipherError(ProtocolError):
    """A text that does not decrypt, or a key that does not suit its cipher."""

    def __init__(self, kind: str, what: Words) -> None:
        super().__init__(what)
        self.kind = kind
        """Which problem it is: `bad-base64`, `cut-ciphertext`, `wrong-key`, `other-iv`, `not-xml`, `bad-key`, `bad-iv`, `no-key`."""


class SealError(ProtocolError):
    """A message that cannot be made as asked."""
