"""An exchange read completely: call, function, findings, verdict, and the summary that the list shows."""

from hisight.reading.reader import Reader, Reading
from hisight.reading.summary import summarise

__all__ = ["Reader", "Reading", "summarise"]
