"""What can be wrong with profiles and keys."""

from hisight.errors import HisightError


class ProfileError(HisightError):
    """A profile or a key is missing or wrong."""


class LockedError(ProfileError):
    """The encrypted key file has not been given its passphrase, or was given a wrong one."""
