from hisight.checks import Severity


def ask(page: str) -> str:
    return f"<DEPT_ID>-1</DEPT_ID><PAGE_CURRENT>{page}</PAGE_CURRENT><PAGE_SIZE>1</PAGE_SIZE>"


def answer(count: str, number: str) -> str:
    return f"<COUNT>{count}</COUNT><DEPT_LIST><DEPT_ID>{number}</DEPT_ID></DEPT_LIST>"


def test_another_count_on_the_next_page_is_a_note(call, only):
    finding = only(call("2001", ask("1"), answer("120", "1")), call("2001", ask("2"), answer("70", "2"), at=1))
    assert (finding.name, finding.severity, finding.direction) == ("changing-count", Severity.NOTE, "response")
    assert finding.message.en == "COUNT is 70 on page 2, but 120 on page 1 of call 1."


def test_the_same_count_is_right_and_a_change_after_a_minute_is_none(call, story):
    first = call("2001", ask("1"), answer("120", "1"))
    assert story(first, call("2001", ask("2"), answer("120", "2"), at=1)) == []
    assert story(first, call("2001", ask("2"), answer("70", "2"), at=100)) == []


def test_what_has_no_count_or_was_refused_is_not_compared(call, story):
    first = call("2001", ask("1"), answer("120", "1"))
    assert story(first, call("2001", ask("2"), "<COUNT></COUNT>", at=1)) == []
    assert story(call("2001", ask("1"), "", code="1"), call("2001", ask("2"), answer("70", "2"), at=1)) == []
