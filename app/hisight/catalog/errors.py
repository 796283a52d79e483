"""What the catalog raises."""

from hisight.errors import HisightError


class CatalogError(HisightError):
    """A catalog file is missing or wrong; the message names file and entry."""
