"""The language in which calls are asked for: `fun:2007 code!=0 (sign:bad or sev>=error) ms>500 LOCK_ID=... 号源`.

Words and comparisons, joined by blanks; `or`, `not`, brackets, quotation marks. What it means is in `names`, how it is written
in `parsing`, how SQL answers it in `conditions`.
"""

from hisight.capture.filtering.completing import Completion, complete
from hisight.capture.filtering.filter import SLOW_MS, Filter
from hisight.capture.filtering.names import NAMES, Name
from hisight.capture.filtering.parsing import parse
from hisight.capture.filtering.query import Query, QueryError
from hisight.capture.filtering.terms import only, without

__all__ = [
    "NAMES",
    "SLOW_MS",
    "Completion",
    "Filter",
    "Name",
    "Query",
    "QueryError",
    "complete",
    "only",
    "parse",
    "without",
]
