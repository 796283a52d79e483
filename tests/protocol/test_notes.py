from hisight.protocol import Note, Problem
from hisight.wording import NOTHING, Words


def test_a_note_has_no_remark_and_a_problem_no_place_unless_given():
    assert Note("charset", "utf-8").remark == NOTHING
    problem = Problem("no-root", "root", Words("无", "none"))
    assert (problem.line, problem.column) == (0, 0)


def test_what_was_declared_is_said_where_it_is_not_what_was_found():
    assert Note("charset", "utf-8", declared="UTF-8").explanation == NOTHING
    assert Note("transport", "soap-1.1", declared="text/xml").explanation.en == "declared: text/xml"
    assert Note("charset", "utf-8", Words("内", "in"), "gbk").explanation.en == "in"
