"""A recorded call sent again: as it was, or edited and sealed again. The answer makes a new exchange."""

from hisight.replay.edit import apply_settings, set_value
from hisight.replay.outgoing import Outgoing, as_recorded, edited
from hisight.replay.send import send

__all__ = ["Outgoing", "apply_settings", "as_recorded", "edited", "send", "set_value"]
