"""What the author of an ill-formed document probably meant. Text in, one explanation out; no parser is asked."""

from hisight.protocol.diagnosis.cause import Diagnosis

__all__ = ["Diagnosis", "diagnose", "mended"]

# Both import what they need when they are asked: its patterns take longer to compile than all else in this package together
# takes to be imported, and a program that meets no ill-formed document does without.


def diagnose(text: str) -> Diagnosis | None:
    """The first cause for which `text` is not well-formed; None when this finds none. Never fails, and is linear."""
    from hisight.protocol.diagnosis import scan

    return scan.diagnose(text)


def mended(text: str) -> str:
    """`text` as its author probably meant it: fault by fault, as far as that can be told and is worth the time.

    Of a text that was cut, what is whole. Never fails.
    """
    from hisight.protocol.diagnosis import scan

    return scan.mended(text)
