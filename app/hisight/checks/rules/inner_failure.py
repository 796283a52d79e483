"""RET002."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import SUCCESS, Subject
from hisight.wording import Words


@rule(
    "RET002",
    "inner-failure",
    Severity.WARNING,
    title=Words("外层成功，内层失败", "success outside, failure inside"),
    hint=Words(
        "平台须同时判断内层状态；HIS 处理失败时，RETURN_CODE 不应为 0。",
        "The platform must read the inner status too; a HIS that failed should not answer RETURN_CODE 0.",
    ),
    when=[Occasion.REFUSAL],
)
def inner_failure(subject: Subject) -> Iterator[Found]:
    """RETURN_CODE says success, and a status inside the payload says failure.

    What: functions that report a status of their own: RESULTCODE, Result_Code, STATE. Which field it is and what means success
    stands in the catalog (`success`). A value that its row does not know at all is unknown-code.

    Why: whoever reads RETURN_CODE alone takes the failed call for done: the place is not booked, the bill not paid.

    Example: RETURN_CODE 0 with `<RESULTCODE>1001</RESULTCODE>` (号源已满) from GetYyNo.
    """
    status = subject.inner_status
    if status is None or subject.call.return_code not in ("", SUCCESS):
        return
    meaning = (status.field.codes or {}).get(status.value, "")
    if status.field.codes is not None and not meaning:
        return
    success, said = (
        "、".join(status.field.success),
        Words(*(f"（{meaning}）", f" ({meaning})") if meaning else ("", "")),
    )
    message = Words(
        f"{status.field.name} 为 {status.value}{said.zh}，表示失败；成功应为 {success}。",
        f"{status.field.name} is {status.value}{said.en}, a failure; success is {success}.",
    )
    yield Found(status.path, message, subject.place(status.field))
