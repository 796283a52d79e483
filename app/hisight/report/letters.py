"""A cause, told to who can mend it: polite, precise, short enough for a chat."""

from datetime import datetime

from hisight.checks import find_rule
from hisight.report.causes import EXAMPLES, Cause, Evidence
from hisight.report.symptoms import Side
from hisight.wording import NOTHING, Words

SIDE_NAMES: dict[Side, Words] = {
    "platform": Words("平台方", "platform"),
    "his": Words("HIS 方", "HIS"),
    "between": Words("网络", "network"),
    "business": Words("业务", "business"),
    "unknown": Words("未知", "not known"),
}
"""Whose a cause is, in a word."""

_MESSAGES = {"request": Words("请求", "requests"), "response": Words("应答", "answers")}
_MOST_FUNCTIONS = 4


def headline(cause: Cause, of: int) -> Words:
    """A cause in one line; `of` calls failed or do not conform: `38 of 41: HIS: the bytes signed are GBK`."""
    side = SIDE_NAMES[cause.first.side]
    whose = Words(f"{side.zh}：", f"{side.en}: ") if cause.first.side in ("platform", "his") else NOTHING
    share = share_of(cause, of)
    return Words(f"{share.zh}：{whose.zh}{cause.what.zh}", f"{share.en}: {whose.en}{cause.what.en}")


def share_of(cause: Cause, of: int) -> Words:
    """How many of `of` calls have it: `38 of 41`."""
    return Words(f"{of} 次中 {len(cause.calls)} 次", f"{len(cause.calls)} of {of}")


def letter(cause: Cause, of: int) -> Words:
    """What to send to the side whose cause it is, where `of` calls failed or do not conform; empty where nobody need be asked."""
    if cause.first.ask == NOTHING or cause.first.side in ("business", "unknown"):
        return NOTHING
    count, message = len(cause.calls), _MESSAGES[cause.first.direction]
    told = (
        Words(
            f"您好！我们核对了接口调用记录：{of} 次调用失败或不符合接口文档，其中 {count} 次属于以下问题。",
            f"Hello! We have looked through the recorded calls. {of} failed or do not conform to the interface; "
            f"this is about {count} of them.",
        ),
        _what(cause, message),
        cause.first.ask,
        examples(cause),
        mended(cause),
        Words("谢谢！", "Thank you!"),
    )
    said = [one for one in told if one != NOTHING]
    return Words("".join(one.zh for one in said), " ".join(one.en for one in said))


def _what(cause: Cause, message: Words) -> Words:
    names = cause.functions
    more = Words(" 等功能", " and others") if len(names) > _MOST_FUNCTIONS else NOTHING
    listed = ", ".join(names[:_MOST_FUNCTIONS])
    if cause.first.side == "between":
        return Words(f"功能 {listed}{more.zh}：{cause.what.zh}。", f"Functions {listed}{more.en}: {cause.what.en}.")
    return Words(
        f"贵方 {listed}{more.zh} 的{message.zh}中：{cause.what.zh}。",
        f"In your {message.en} of {listed}{more.en}: {cause.what.en}.",
    )


def examples(cause: Cause) -> Words:
    """Some of its calls, with the times by which the other side finds them."""
    some = [*map(_told, cause.calls[:EXAMPLES])]
    more = len(cause.calls) - len(some)
    rest = Words(f" 等 {len(cause.calls)} 次", f" and {more} more") if more else NOTHING
    return Words(f"例如：{'；'.join(some)}{rest.zh}。", f"For example: {'; '.join(some)}{rest.en}.")


def _told(one: Evidence) -> str:
    moment = datetime.fromtimestamp(one.started).astimezone()
    return f"{moment:%Y-%m-%d %H:%M:%S} {one.function} (#{one.call.number})"


def mended(cause: Cause) -> Words:
    """What passes once it is mended, as a sentence; empty where nothing in the messages can be."""
    found = cause.recheck
    if found is None or not (found.tried or found.not_mended):
        return NOTHING
    if not found.tried:
        return Words(
            "报文中缺的内容只有贵方知道，我方无法代为改正后核对。",
            "What the messages lack only you can know: they could not be mended and checked on our side.",
        )
    left = found.tried - found.clean
    how = Words(
        f"我方代为改正（{found.how.zh}）并重新核对了 {found.tried} 次",
        f"We have mended {found.tried} of them on our side ({found.how.en}) and read them again",
    )
    if not left:
        # What a HIS answers to a request that was mended, only another call can tell.
        return Words(f"{how.zh}：全部符合接口。", f"{how.en}: all of them conform then.")
    rules = [(code, calls, find_rule(code)) for code, calls in found.left]
    zh = "、".join(f"{rule.title.zh if rule else code}（{code}，{calls} 次）" for code, calls, rule in rules)
    en = ", ".join(f"{rule.title.en if rule else code} ({code}, {calls})" for code, calls, rule in rules)
    return Words(
        f"{how.zh}：{found.clean} 次符合接口，{left} 次另有问题：{zh}。",
        f"{how.en}: {found.clean} conform then, {left} still {'has' if left == 1 else 'have'}: {en}.",
    )
