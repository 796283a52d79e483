"""What passed: exchanges, the session file that keeps them, and the lines by which processes tell each other.

Standard library and zstandard only: the addon imports this inside mitmdump.
"""

from hisight.capture.address import host_of, split_url
from hisight.capture.errors import SessionError
from hisight.capture.exchange import Exchange, Origin
from hisight.capture.filtering import Filter
from hisight.capture.naming import new_file
from hisight.capture.row import Row
from hisight.capture.session import Session
from hisight.capture.summary import Summary, Trace

__all__ = [
    "Exchange",
    "Filter",
    "Origin",
    "Row",
    "Session",
    "SessionError",
    "Summary",
    "Trace",
    "host_of",
    "new_file",
    "split_url",
]
