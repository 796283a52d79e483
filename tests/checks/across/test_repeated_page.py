from hisight.checks import Severity


def ask(page: str, department: str = "5") -> str:
    return f"<DEPT_ID>{department}</DEPT_ID><PAGE_CURRENT>{page}</PAGE_CURRENT><PAGE_SIZE>2</PAGE_SIZE>"


def answer(*numbers: str) -> str:
    rows = "".join(f"<DEPT_LIST><DEPT_ID>{number}</DEPT_ID><PARENT_ID>5</PARENT_ID></DEPT_LIST>" for number in numbers)
    return f"<COUNT>4</COUNT>{rows}"


def test_another_page_with_the_same_records_is_an_error_of_the_his(call, only):
    finding = only(call("2001", ask("1"), answer("1", "2")), call("2001", ask("2"), answer("1", "2"), at=1))
    assert (finding.name, finding.severity, finding.direction) == ("repeated-page", Severity.ERROR, "response")
    assert finding.message.en == "page 2 is the same as page 1 of call 1, all 2 records."
    assert finding.calls == (1,)


def test_other_records_and_the_same_page_asked_again_are_right(call, story):
    first = call("2001", ask("1"), answer("1", "2"))
    assert story(first, call("2001", ask("2"), answer("3", "4"), at=1)) == []
    assert story(first, call("2001", ask("1"), answer("1", "2"), at=1)) == []


def test_empty_pages_and_other_queries_are_alike_by_right(call, story):
    assert story(call("2001", ask("1"), answer()), call("2001", ask("2"), answer(), at=1)) == []
    other = call("2001", ask("2", department="-1"), answer("1", "2"), at=1)
    assert story(call("2001", ask("1"), answer("1", "2")), other) == []
