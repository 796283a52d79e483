"""SES011."""

from collections.abc import Iterator, Sequence

from hisight.checks.facts import Facts
from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule_across
from hisight.wording import Words

_SOON_S = 60


@rule_across(
    "SES011",
    "changing-count",
    Severity.NOTE,
    title=Words("翻页途中 COUNT 变化", "a COUNT that changes from page to page"),
    hint=Words(
        "若数据没有变化，则 COUNT 统计有误：它是所有页的总数。",
        "Unless the data have changed, COUNT is counted wrongly: it is the total of all pages.",
    ),
)
def changing_count(this: Facts, earlier: Sequence[Facts]) -> Iterator[Found]:
    """COUNT differs between two pages of one query that were asked for within a minute.

    What: two calls that differ in the page only. It is a note, because records may have come or gone in between; where a page
    contradicts its own COUNT, count-mismatch says so.

    Why: the platform asks for too many pages, or misses the last records.

    Example: page 1 says COUNT 120, page 2, a second later, COUNT 70.
    """
    count = this.told.get("COUNT")
    if not (this.succeeded and this.query and this.page and count):
        return
    for one in reversed(earlier):
        is_page = one.query == this.query and one.succeeded and one.page not in ("", this.page) and "COUNT" in one.told
        if is_page and this.started - one.ended <= _SOON_S:
            if one.told["COUNT"] != count and one.content != this.content:
                text = Words(
                    f"第 {this.page} 页的 COUNT 是 {count}，第 {one.number} 号调用的第 {one.page} 页是 {one.told['COUNT']}。",
                    f"COUNT is {count} on page {this.page}, but {one.told['COUNT']} on page {one.page} of call {one.number}.",
                )
                yield Found("", text, calls=(one.number,), direction="response")
            return
