"""What would have fitted: from a symptom in a message to what its author really did."""

from hisight.explain.mojibake import Mojibake, is_beyond_doubt, recognise

__all__ = ["Mojibake", "is_beyond_doubt", "recognise"]
