from hisight.checks import Severity


def test_an_error_ranks_before_a_warning_before_a_note():
    assert sorted(Severity, key=lambda severity: severity.rank) == [Severity.ERROR, Severity.WARNING, Severity.NOTE]
