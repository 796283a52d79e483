from hisight.checks import Severity
from hisight.checks.finding import Found
from hisight.wording import NOTHING


def test_an_error_ranks_before_a_warning_before_a_note():
    assert sorted(Severity, key=lambda severity: severity.rank) == [Severity.ERROR, Severity.WARNING, Severity.NOTE]


def test_every_severity_has_a_rank_and_a_name():
    assert [severity.rank for severity in Severity] == [0, 1, 2]
    assert [severity.words.en for severity in Severity] == ["error", "warning", "note"]


def test_what_a_message_shows_by_itself_speaks_of_no_other_call():
    assert Found("REQ/SEX", NOTHING).calls == ()
