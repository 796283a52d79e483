"""What the privacy layer raises."""

from hisight.errors import HisightError


class PrivacyError(HisightError):
    """Something that must stay at home would have left. The message names the field and the place, never the value."""


class PatientValueError(PrivacyError):
    """A patient value would have left."""
