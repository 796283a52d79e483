"""Two calls side by side, field by field; two sessions, call by call."""

from hisight.compare.as_text import as_text
from hisight.compare.calls import Comparison, compare
from hisight.compare.how import EVERYTHING, How
from hisight.compare.line import Line

__all__ = ["EVERYTHING", "Comparison", "How", "Line", "as_text", "compare"]
