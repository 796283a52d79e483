"""The errors of the proxy."""

from hisight.errors import HisightError
from hisight.wording import Words


class ProxyError(HisightError):
    """The proxy cannot be started so."""


class PortError(ProxyError):
    """An address cannot be listened on now."""

    def __init__(self, what: Words, remedy: Words, listen: object) -> None:
        super().__init__(what, remedy)
        self.listen = listen
        """The address, as it was given."""
