"""SES010."""

from collections.abc import Iterator, Sequence

from hisight.checks.facts import Facts
from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule_across
from hisight.wording import Words


@rule_across(
    "SES010",
    "repeated-page",
    Severity.ERROR,
    title=Words("不同页返回相同内容", "another page with the same content"),
    hint=Words("HIS 没有按 PAGE_CURRENT 分页。", "The HIS does not look at PAGE_CURRENT."),
    instead_of=("count-mismatch",),
)
def repeated_page(this: Facts, earlier: Sequence[Facts]) -> Iterator[Found]:
    """Another page of the same query brings the same records.

    What: two calls that differ in the page only, and answers that are the same to the letter and not empty.

    Why: the platform lists the first records again and again, and never sees the others.

    Example: GetDoctorInfo with PAGE_CURRENT 1 and then 2; both answers hold the same fifty doctors.
    """
    if not (this.succeeded and this.rows and this.query and this.page):
        return
    for one in reversed(earlier):
        if one.query == this.query and one.page not in ("", this.page) and one.content == this.content:
            text = Words(
                f"第 {this.page} 页与第 {one.number} 号调用的第 {one.page} 页内容完全相同（{this.rows} 条）。",
                f"page {this.page} is the same as page {one.page} of call {one.number}, all {this.rows} records.",
            )
            yield Found("", text, calls=(one.number,), direction="response")
            return
