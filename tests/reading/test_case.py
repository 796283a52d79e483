from hisight.checks import Finding, Severity
from hisight.protocol import Direction
from hisight.reading.case import Case
from hisight.wording import NOTHING


def found(name: str, severity: Severity, direction: Direction = "request", calls: tuple[int, ...] = ()) -> Finding:
    return Finding("TST001", name, severity, direction, "", NOTHING, NOTHING, "", calls)


def test_errors_are_those_of_one_side_and_not_its_signature(read, catalog):
    one, other = found("a", Severity.ERROR), found("b", Severity.ERROR, "response")
    passed_over = [found("bad-signature", Severity.ERROR), found("c", Severity.WARNING)]
    case = Case(read().call, None, [one, other, *passed_over], catalog)
    assert case.errors("request") == [one]
    assert case.errors("response") == [other]


def test_what_speaks_against_earlier_calls_is_no_note_and_names_one(read, catalog):
    against = found("sent-twice", Severity.WARNING, calls=(1,))
    others = [
        found("a", Severity.ERROR),
        found("b", Severity.NOTE, calls=(1,)),
        found("c", Severity.ERROR, "response", (1,)),
    ]
    assert Case(read().call, None, [against, *others], catalog).against_earlier_calls() == [against]
