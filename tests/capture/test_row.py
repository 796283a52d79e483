from hisight.capture import Row


def test_a_row_without_a_summary_has_not_been_read_yet():
    row = Row(1, 0.0, 1.0, "http://his.example/", 200, "", "proxy", None, 0, "", None)
    assert (row.summary, row.parent, row.colour) == (None, None, 0)
