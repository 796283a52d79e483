"""An exchange read completely: call, function, findings, verdict, and the summary that the list shows."""

from hisight.reading.as_json import message_json
from hisight.reading.reader import Reader
from hisight.reading.reading import Reading
from hisight.reading.summary import summarise

__all__ = ["Reader", "Reading", "message_json", "summarise"]
