"""What is wrong with a scenario, as opposed to the HIS that it is tried on."""

from hisight.errors import HisightError


class ScenarioError(HisightError):
    """A scenario file is missing or wrong; the message names file, step and entry."""
