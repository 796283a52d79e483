"""Whether a call is one that a breakpoint or a rule is meant for. What costs nothing is compared first."""

from typing import Protocol

from hisight.intercept.sight import Sight

ANY_FAILURE = "!0"
"""As a RETURN_CODE: any but 0."""


class Wanted(Protocol):
    """What a call must have; what is empty is had by any."""

    @property
    def function(self) -> str:
        """FUN_CODE, or the operation of a call without one; several, with blanks between them, mean any of them."""

    @property
    def user(self) -> str:
        """USER_ID."""

    @property
    def url(self) -> str:
        """A part of the address that was asked."""

    @property
    def return_code(self) -> str:
        """RETURN_CODE of the answer, or `!0`: only answers have one."""

    @property
    def direction(self) -> str:
        """`request`, `response`, or `both`."""


def is_meant(wanted: Wanted, sight: Sight) -> bool:
    """Whether `wanted` means the message that came last in `sight`: the request, or the answer once there is one."""
    direction = "request" if sight.response is None else "response"
    return (
        wanted.direction in (direction, "both")
        and concerns(wanted, sight)
        and (
            not wanted.return_code
            or (sight.response is not None and _has_code(wanted, sight.response.value("RETURN_CODE")))
        )
    )


def concerns(wanted: Wanted, sight: Sight) -> bool:
    """Whether the request in `sight` is one whose answer may be meant."""
    return (
        (not wanted.url or wanted.url.lower() in sight.url.lower())
        and (not wanted.function or sight.request.function in wanted.function.lower().split())
        and (not wanted.user or wanted.user == sight.request.value("USER_ID"))
    )


def _has_code(wanted: Wanted, code: str) -> bool:
    return (code not in ("", "0")) if wanted.return_code == ANY_FAILURE else code == wanted.return_code
