"""What sessions show of the interface."""

from hisight.checks import Severity
from hisight.report.coverage import STATES, CallId, FieldUse
from hisight.report.observation import FieldPlace


def function(report, code: str):
    return next(one for one in report.coverage.functions if one.code == code)


def test_every_function_of_the_interface_is_there_called_or_not(demo_report):
    coverage = demo_report.coverage
    assert len(coverage.published) == 47
    assert (coverage.seen, coverage.calls, coverage.failed) == (9, 30, 6)
    assert sum(coverage.in_state(state) for state in STATES) == 47


def test_a_function_stands_by_the_worst_that_its_calls_show(demo_report):
    assert function(demo_report, "1001").state == "clean"
    assert function(demo_report, "2005").state == "remarks"
    assert function(demo_report, "2001").state == "errors"
    assert function(demo_report, "7001").state == "unseen"


def test_a_function_that_was_only_refused_never_succeeded(report_of):
    from tests.report.messages import exchange

    report = report_of([exchange("2005", None, "", code="200505", message="满")])
    assert function(report, "2005").state == "failing"


def test_findings_are_counted_by_severity(demo_report):
    coverage = demo_report.coverage
    assert [coverage.count(one) for one in Severity] == [25, 4, 5]  # as `hisight check` counts them


def test_examples_are_the_first_calls(demo_report):
    lock = function(demo_report, "2005")
    assert lock.example == CallId(0, 7)
    assert lock.failure == CallId(0, 14)


def test_signatures_are_counted_on_both_sides(demo_report):
    order = function(demo_report, "2007")
    assert (order.signed("valid"), order.signed("invalid")) == (7, 1)


def test_a_field_was_never_met_when_no_message_had_it():
    place = FieldPlace("request", "REQ", "X")
    assert FieldUse(place, True, 0, 0, 5, {}, (), {}).never
    assert not FieldUse(place, True, 0, 1, 0, {}, (), {}).never


def test_latency_is_given_by_its_halves(demo_report):
    for one in demo_report.coverage.published:
        assert 0 <= one.p50_ms <= one.p95_ms <= one.max_ms
        assert (one.max_ms > 0) == (one.calls > 0)
