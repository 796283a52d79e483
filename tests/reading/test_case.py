from hisight.reading.case import capital, joined
from hisight.wording import NOTHING, Words


def test_sentences_are_joined_without_gaps():
    one, other = Words("甲。", "The one."), Words("乙。", "the other.")
    assert joined(one, NOTHING, other) == Words("甲。乙。", "The one. The other.")
    assert joined(NOTHING) == NOTHING


def test_a_sentence_begins_with_a_capital_whatever_else_it_holds():
    assert capital("the HIS") == "The HIS"
    assert capital("") == ""


def test_errors_of_a_side_leave_out_what_a_question_of_its_own_answers(read):
    assert [finding.name for finding in read(answer="<RES/>").findings] == ["missing-required"]
