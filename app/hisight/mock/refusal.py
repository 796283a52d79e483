"""When the hospital says no."""


class Refusal(Exception):  # noqa: N818 - the hospital says no; nothing went wrong
    """The hospital refuses, with a code of section 4.1, of the function, or of a status inside its answer."""

    def __init__(self, code: str, reason: str = "") -> None:
        super().__init__(code)
        self.code = code
        """RETURN_CODE, or the code inside."""
        self.reason = reason
        """What a person is told, where no table does."""


WRONG_PARAMETER = "1"
"""参数不正确: also for what a function asks about, exists not, and has no code of its own."""
SENT_TWICE = "10"
"""重复提交."""
NO_DATA = "12"
"""返回数据为空."""
