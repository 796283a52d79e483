"""What may be odd about a message and is told at a glance: where it is not, rules that find nothing else are not even asked."""

from enum import StrEnum


class Occasion(StrEnum):
    """One such thing. A rule names those without which it has nothing to say; nearly every message has none of them."""

    TROUBLE = "trouble"
    """No ROOT, a layer that cannot be read or not to its end, an HTTP error, a connection that broke."""
    SIGNATURE = "signature"
    """SIGN is not right, or not made as agreed."""
    REFUSAL = "refusal"
    """The call did not succeed, by RETURN_CODE or by a status inside."""
    STRUCTURE = "structure"
    """An element that the interface does not have there, or lacks, or that stands for a list and holds none."""
    VALUE = "value"
    """A value that takes a closer look."""
    CHARSET = "charset"
    """Bytes that are no UTF-8, or labelled as something else."""
    ESCAPES = "escapes"
    """A reference or an escape in a value, or something that was written out twice."""
    PROLOG = "prolog"
    """Something before a document that does not belong there, or a DOCTYPE."""
    PLAIN = "plain"
    """A payload that is not encrypted, or a ROOT that is no string."""
    EMPTINESS = "emptiness"
    """An element, or the whole payload, without a value."""
