"""What would have fitted: from a symptom in a message to what its author really did."""

from hisight.explain.charset import CharsetExplanation, explain, is_beyond_doubt, short
from hisight.explain.charset_label import explain_label
from hisight.explain.charset_side import locate

__all__ = ["CharsetExplanation", "explain", "explain_label", "is_beyond_doubt", "locate", "short"]
