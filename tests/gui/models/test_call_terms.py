from dataclasses import replace

import pytest

from hisight.capture import Row, Summary
from hisight.capture.filtering import only, parse, without
from hisight.gui.models.call_columns import COLUMNS, of_field
from hisight.gui.models.call_terms import term_of

SUMMARY = Summary(
    7, "2005", "LockReg", user_id="u1", hospital_id="h 1", return_code="200505", return_msg="已满", signature="valid"
)
ROW = Row(7, 0.0, 12.4, "http://his.example:8080/svc", 200, "", "proxy", None, 2, "ask Li", SUMMARY)


def term(key: str, row: Row = ROW) -> tuple[str, str]:
    return term_of(next(column for column in COLUMNS if column.key == key), row, "")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("number", ("mark", "2")),
        ("function", ("fun", "2005")),
        ("code", ("code", "200505")),
        ("sign", ("sign", "ok")),
        ("findings", ("sev", "none")),
        ("target", ("host", "his.example:8080")),
        ("user", ("user", "u1")),
        ("hospital", ("hospital", "h 1")),
        ("message", ("RETURN_MSG", "已满")),
        ("comment", ("comment", "ask Li")),
        ("time", ("", "")),
        ("ms", ("", "")),
    ],
)
def test_a_cell_is_a_term_of_the_filter(key, expected):
    assert term(key) == expected
    if expected[0]:
        parse(only(*expected))
        parse(without(*expected))


def test_a_field_is_asked_for_by_its_name():
    assert term_of(of_field("LOCK_ID"), ROW, "L1") == ("LOCK_ID", "L1")
    assert term_of(of_field("LOCK_ID"), ROW, "") == ("", "")


def test_what_nobody_has_read_has_few_terms():
    unread = replace(ROW, summary=None, comment="", status=502)
    assert term("code", unread) == ("status", "502")
    assert term("function", unread) == term("comment", unread) == ("", "")
    assert term("function", replace(ROW, summary=replace(SUMMARY, fun_code=""))) == ("fun", "LockReg")
