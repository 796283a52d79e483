"""hisight.capture.summary"""

from hisight.capture import Summary


def test_a_summary_of_which_nothing_is_known_says_nothing():
    summary = Summary(7)

    assert (summary.exchange_id, summary.fun_code, summary.signature, summary.findings, summary.failed) == (
        7,
        "",
        "",
        0,
        False,
    )
