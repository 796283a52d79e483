from hisight.protocol import Note, Problem
from hisight.wording import NOTHING, Words


def test_a_note_has_no_remark_and_a_problem_no_place_unless_given():
    assert Note("charset", "utf-8").remark == NOTHING
    problem = Problem("no-root", "root", Words("无", "none"))
    assert (problem.line, problem.column) == (0, 0)
