"""What a reader of a message writes down on its way: notes of each layer, and problems."""

from dataclasses import dataclass
from typing import Literal

from hisight.wording import NOTHING, Words

Direction = Literal["request", "response"]


@dataclass(frozen=True, slots=True)
class Note:
    """What one layer of a message turned out to be."""

    layer: str
    """`http`, `content-encoding`, `package`, `charset`, `transport`, `operation`, `argument`, `argument-charset`, `root`,
    `cipher`, `dialect`, `payload-charset`, `payload`."""
    value: str
    """What was found, as a short constant: `utf-8`, `soap-1.1`, `escaped`."""
    remark: Words = NOTHING
    """Where what was declared and what was found disagree, or anything else worth knowing."""
    declared: str = ""
    """What the message itself, or the profile of its peer, said it would be; empty when nothing did."""

    @property
    def explanation(self) -> Words:
        """The remark; where there is none, what was declared, if that is not what was found."""
        if self.remark != NOTHING or self.declared.lower() in ("", self.value.lower()):
            return self.remark
        return Words(f"声明：{self.declared}", f"declared: {self.declared}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a layer could not be read, or only in part. Checks turn it into a finding."""

    kind: str
    """A stable name: `truncated`, `ill-formed`, `control-character`, `too-large`, `not-soap`, `soap-fault`, `no-root`, `bad-base64` ..."""
    layer: str
    """The layer it belongs to, named as in `Note`."""
    message: Words
    """What is wrong, in one sentence."""
    line: int = 0
    """Line in the text of that layer, from 1; 0 when it has none."""
    column: int = 0
    """Column in that line, from 1; 0 when it has none."""
