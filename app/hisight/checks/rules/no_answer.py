"""NET010."""

from collections.abc import Iterator

from hisight.capture import failure
from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words

_OUR_DOING = ("stopped", "dropped")


@rule(
    "NET010",
    "no-answer",
    Severity.ERROR,
    title=Words("没有应答", "no answer"),
    hint=failure.OTHER.remedy,
    when=[Occasion.TROUBLE],
    side="request",
)
def no_answer(subject: Subject) -> Iterator[Found]:
    """No answer came, and the network says why.

    What: the connection was refused, could not be made, broke off before an answer, took too long, or TLS failed for a reason
    that is named: expired, self-signed, from an unknown authority, for another name, or no TLS at all. An answer that began
    is a truncated message instead. That HISight itself was stopped is no finding.

    Why: the platform got no business answer, but the gateway error with which HISight answers in its place (502, 504, 508).

    Example: `refused: [Errno 111] Connect call failed`, because the HIS is not running.
    """
    exchange = subject.call.exchange
    if exchange is None or not exchange.error or subject.call.response is not None:
        return
    if not subject.call.is_business:
        return
    failed = failure.read(exchange.error)
    if failed.kind.name in _OUR_DOING:
        return
    what, words = failed.kind.what, failed.words.rstrip(".")
    yield Found(
        "",
        Words(f"{what.zh}：{words}。", f"{what.en}: {words}."),
        hint=failed.kind.remedy,
        direction="request" if failed.kind.side == "platform" else "response",
    )
