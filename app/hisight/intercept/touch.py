"""What was done to a call on its way, as the session keeps it: one line for each deed, in order.

request<TAB>paused<TAB>3.2 s<TAB>
request<TAB>edited<TAB><TAB>
response<TAB>delayed<TAB>3000 ms<TAB>slow HIS
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from hisight.wording import Words

DEEDS: Mapping[str, Words] = MappingProxyType(
    {
        "paused": Words("被断点暂停", "was held at a breakpoint"),
        "edited": Words("被修改", "was edited"),
        "dropped": Words("被丢弃", "was dropped"),
        "answered": Words("由 HISight 应答", "was answered by HISight"),
        "delayed": Words("被延迟", "was delayed"),
        "cut": Words("被截断", "was cut"),
        "code": Words("的 RETURN_CODE 被改", "got another RETURN_CODE"),
        "sign": Words("的 SIGN 被改错", "got a wrong SIGN"),
        "charset": Words("被改用另一字符集编码", "was encoded in another charset than it says"),
    }
)
"""What can be done to a message."""

_SIDES = {"request": Words("请求", "the request"), "response": Words("应答", "the answer")}


class Touch(NamedTuple):
    """One deed."""

    direction: str
    """`request` or `response`."""
    deed: str
    """A name of `DEEDS`."""
    detail: str = ""
    """How long, how much, what; empty where there is nothing to say."""
    rule: str = ""
    """The rule that did it; empty for a breakpoint."""

    @property
    def words(self) -> Words:
        """The deed in words."""
        side, deed = _SIDES.get(self.direction, _SIDES["request"]), DEEDS.get(self.deed, Words(self.deed, self.deed))
        detail = Words(f" {self.detail}", f" ({self.detail})") if self.detail else Words("", "")
        by = Words(f"（规则“{self.rule}”）", f', by the rule "{self.rule}"') if self.rule else Words("", "")
        return Words(f"{side.zh}{deed.zh}{detail.zh}{by.zh}", f"{side.en} {deed.en}{detail.en}{by.en}")


def written(touches: Iterable[Touch]) -> str:
    """`touches` as the session keeps them."""
    return "\n".join("\t".join(" ".join(part.split()) for part in touch) for touch in touches)


def read(text: str) -> tuple[Touch, ...]:
    """What `written` wrote; of a line with too few or too many parts what can be read."""
    return tuple(Touch(*(line.split("\t") + [""] * 4)[:4]) for line in text.splitlines() if line)


def sentence(text: str) -> Words:
    """What was done to a call, in one sentence; empty for one that nobody touched."""
    said = [touch.words for touch in read(text)]
    en = "; ".join(words.en for words in said)
    return Words("；".join(words.zh for words in said) + "。" * bool(said), en[:1].upper() + en[1:] + "." * bool(said))
