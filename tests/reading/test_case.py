from hisight.checks import Finding, Severity
from hisight.protocol import Direction
from hisight.reading.case import Case, capital, joined
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


def found(name: str, severity: Severity, direction: Direction = "request", calls: tuple[int, ...] = ()) -> Finding:
    return Finding("TST001", name, severity, direction, "", NOTHING, NOTHING, "", calls=calls)


def test_what_speaks_against_earlier_calls_is_no_note_and_names_one(read, catalog):
    against = found("sent-twice", Severity.WARNING, calls=(1,))
    others = [
        found("a", Severity.ERROR),
        found("b", Severity.NOTE, calls=(1,)),
        found("c", Severity.ERROR, "response", (1,)),
    ]
    assert Case(read().call, (), [against, *others], None, catalog).against_earlier_calls() == [against]
