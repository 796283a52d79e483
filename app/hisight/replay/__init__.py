"""A recorded call sent again: as it was, or edited and sealed again. The answer makes a new exchange.

Nothing that changes data or moves money is sent without a `Permit` (hisight.replay.permission).
"""

from hisight.replay.edit import apply_settings, set_value
from hisight.replay.outgoing import Outgoing, as_recorded, edited
from hisight.replay.permission import ONLY_READING, NotPermittedError, Permit, Question, question
from hisight.replay.send import Way, send

__all__ = [
    "ONLY_READING",
    "NotPermittedError",
    "Outgoing",
    "Permit",
    "Question",
    "Way",
    "apply_settings",
    "as_recorded",
    "edited",
    "question",
    "send",
    "set_value",
]
