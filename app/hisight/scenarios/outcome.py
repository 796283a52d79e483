"""What came of a scenario."""

from dataclasses import dataclass
from typing import Literal

from hisight.capture import Exchange
from hisight.wording import NOTHING, Words

Side = Literal["his", "platform", "network", "scenario"]

ANY_VALUE = "*"
"""An expectation that every value fits, but not none."""

SIDES: dict[Side, Words] = {
    "his": Words("HIS 一方", "the HIS"),
    "platform": Words("平台一方（请求）", "the platform, with its request"),
    "network": Words("网络", "the network"),
    "scenario": Words("场景文件", "the scenario"),
}


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that is not as expected."""

    what: str
    """Which: `RETURN_CODE`, a field, the code of a finding ..."""
    expected: str
    """What was expected; `ANY_VALUE` for whatever it be; empty where `more` says what is wrong."""
    found: str
    """What was found; empty for nothing."""
    side: Side
    """Whose it is."""
    more: Words = NOTHING
    """What HISight says about the call."""

    @property
    def words(self) -> Words:
        """All of it, in one sentence."""
        who = SIDES[self.side]
        if not self.expected:
            return Words(
                f"{self.what} {self.found}（{who.zh}）：{self.more.zh}",
                f"{self.what} {self.found} ({who.en}): {self.more.en}",
            )
        wanted = (
            Words("应有值", "expected a value")
            if self.expected == ANY_VALUE
            else Words(f"应为 {self.expected}", f"expected {self.expected}")
        )
        found = Words(f"实为 {self.found}" if self.found else "实际没有", f"found {self.found or 'nothing'}")
        return Words(
            f"{self.what}：{wanted.zh}，{found.zh}（{who.zh}）。{self.more.zh}",
            f"{self.what}: {wanted.en}, {found.en} ({who.en}). {self.more.en}".strip(),
        )


@dataclass(frozen=True, slots=True)
class StepOutcome:
    """What came of a step."""

    name: str
    """The step."""
    function: str
    """`2005 LockReg`; empty for a jump of the clock."""
    failures: tuple[Failure, ...] = ()
    """What was not as expected; empty when all was."""
    skipped: bool = False
    """True when an earlier step had failed, so that this one was not tried."""
    duration_ms: float = 0.0
    """Until the answer was there."""
    exchange: Exchange | None = None
    """The call; None when none was made."""

    @property
    def passed(self) -> bool:
        """Whether it was tried, and all was as expected."""
        return not (self.failures or self.skipped)
