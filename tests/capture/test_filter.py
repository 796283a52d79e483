"""hisight.capture.filter"""

import pytest

from hisight.capture import Filter, Summary


@pytest.fixture
def calls(session, exchange):
    """1 is fine, 2 was refused, 3 has a wrong signature, 4 got no answer, 5 is slow and was never read."""
    session.append(
        [
            exchange(),
            exchange(),
            exchange(),
            exchange(error="Connection refused", response_head=b""),
            exchange(duration_ms=1000.0),
        ]
    )
    session.store_summaries(
        [
            Summary(1, fun_code="1001", function="NetTest", effect="read", text="ORDER_ID\n100%\nA_B\nC\\D"),
            Summary(
                2,
                fun_code="2007",
                title="预约和挂号",
                effect="write",
                return_code="200505",
                return_msg="号源已满",
                failed=True,
            ),
            Summary(3, fun_code="4002", effect="money", signature="invalid", findings=2),
            Summary(4),
        ],
        "r",
    )
    return session


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        (Filter(), [1, 2, 3, 4, 5]),
        (Filter(failed=True), [2, 4]),
        (Filter(bad_signature=True), [3]),
        (Filter(findings=True), [3]),
        (Filter(slow=True), [5]),
        (Filter(writes=True), [2, 3]),
        (Filter(writes=True, failed=True), [2]),
        (Filter("nettest"), [1]),
        (Filter("号源"), [2]),
        (Filter("2007 已满"), [2]),
        (Filter("2007 NetTest"), []),
        (Filter("refused"), [4]),
        (Filter("his.example"), [1, 2, 3, 4, 5]),
        (Filter("100%"), [1]),
        (Filter("%"), [1]),
        (Filter("A_B"), [1]),
        (Filter("AxB"), []),
        (Filter("C\\D"), [1]),
    ],
)
def test_a_filter_lets_through_what_satisfies_all_of_it(calls, chosen, numbers):
    assert list(calls.ids(chosen)) == numbers


def test_quotes_in_the_text_are_text(calls):
    assert list(calls.ids(Filter("' OR 1=1 --"))) == []
