"""hisight.capture.summary_table; what it stores and reads back is seen in test_session and test_filter."""

from hisight.capture import Summary


def test_the_values_of_an_indexed_column_are_known(session, exchange):
    session.append([exchange()] * 4)
    codes = ("2007", "", "1001", "2007")
    summaries = [Summary(number, code, user_id=f"u{number}") for number, code in enumerate(codes, 1)]
    session.store_summaries(summaries, "r")
    assert session.known_values("fun") == ["1001", "2007"]
    assert session.known_values("user") == ["u1", "u2", "u3", "u4"]
    assert session.known_values("hospital") == session.known_values("comment") == []
