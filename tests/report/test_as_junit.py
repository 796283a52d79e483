"""The report for a CI."""

from hisight.checks import Severity, all_rules
from hisight.protocol import xml
from hisight.report.as_junit import GROUPS, as_junit


def suites(report, **options):
    return xml.parse(as_junit(report.coverage, "en", **options).decode())


def suite(report, code: str, **options):
    return next(one for one in suites(report, **options) if one.get("name").startswith(code))


def failed(found) -> list[str]:
    return [case.get("name") for case in found if len(case) and case[0].tag == "failure"]


def test_a_function_is_a_suite_and_a_group_of_rules_a_case(demo_report):
    found = suites(demo_report)
    assert (found.tag, len(found)) == ("testsuites", 47)
    order = suite(demo_report, "2007")
    assert failed(order) == ["signature"]
    assert (order.get("tests"), order.get("failures"), order.get("skipped")) == (str(len(order)), "1", "0")


def test_what_fails_a_case_is_up_to_the_user(demo_report):
    assert failed(suite(demo_report, "2007", fail_on=Severity.WARNING)) == ["across calls", "signature"]
    assert failed(suite(demo_report, "2005")) == []
    assert failed(suite(demo_report, "2005", fail_on=Severity.WARNING)) == ["fields"]


def test_a_function_that_was_not_called_is_skipped(demo_report):
    (case,) = suite(demo_report, "7001")
    assert case[0].tag == "skipped"


def test_a_failure_says_rule_place_side_and_an_example(demo_report):
    case = next(case for case in suite(demo_report, "2001") if len(case))
    assert case[0].get("type") == "error"
    assert case[0].text == "FLD003 a field has a wrong name DEPT_LIST/DEPT_NAME (HIS, calls: 1, #3)"


def test_every_rule_belongs_to_a_group_that_has_a_name():
    assert {code[:3] for code in all_rules()} <= GROUPS.keys()
