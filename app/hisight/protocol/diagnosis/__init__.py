"""What the author of an ill-formed document probably meant. Text in, one explanation out; no parser is asked."""

from hisight.protocol.diagnosis.cause import Diagnosis
from hisight.protocol.diagnosis.scan import diagnose, mended

__all__ = ["Diagnosis", "diagnose", "mended"]
