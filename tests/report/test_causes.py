"""The few causes that explain most of what went wrong."""

from tests.report.messages import exchange, good, signing

GBK = signing(charset="gb18030")


def without(xml: str, *names: str) -> str:
    for name in names:
        xml = xml.replace(f"<{name}>1</{name}>", "")
    return xml


def trouble(number: int) -> list:
    """38 of 41 calls are signed in GBK, two of these lack a field too; three are refused for business."""
    lacking = without(good("2001", "response"), "DEPT_NAME")
    calls = [exchange("2001", number=place, answering=GBK) for place in range(36)]
    calls += [exchange("2001", None, lacking, number=place, answering=GBK) for place in (36, 37)]
    calls += [exchange("2005", None, "", number=place, code="200505", message="满") for place in (38, 39, 40)]
    return calls[:number]


def test_the_cause_that_explains_most_comes_first_with_what_mending_brings(report_of):
    report = report_of(trouble(41))
    first, second = report.causes
    assert (report.troubled, report.explained) == (41, 41)
    assert (first.first.kind, len(first.calls), first.newly) == ("signature", 38, 38)
    assert (second.first.kind, len(second.calls), second.newly) == ("refused", 3, 3)
    assert first.recheck is not None
    assert (first.recheck.tried, first.recheck.clean, first.recheck.left) == (38, 36, (("FLD001", 2),))
    assert second.recheck is None


def test_a_cause_that_explains_nothing_more_is_not_told(report_of):
    report = report_of(trouble(38))
    assert [cause.first.kind for cause in report.causes] == ["signature"]


def test_fields_that_the_same_calls_lack_are_one_cause(report_of):
    lacking = without(good("2001", "response"), "DEPT_NAME", "PARENT_ID")
    report = report_of([exchange("2001", None, lacking, number=place) for place in range(3)])
    (cause,) = report.causes
    assert {one.detail for one in cause.symptoms} == {("DEPT_LIST/DEPT_NAME",), ("DEPT_LIST/PARENT_ID",)}
    assert cause.what.en == "a required field is missing: DEPT_LIST/DEPT_NAME, DEPT_LIST/PARENT_ID"
    assert cause.recheck is not None
    assert (cause.recheck.tried, cause.recheck.clean) == (3, 3)


def test_misnamed_fields_of_the_same_calls_are_told_together(report_of):
    answer = good("2001", "response").replace("DEPT_NAME>", "DEPTNAME>").replace("PARENT_ID>", "PARENTID>")
    (cause,) = report_of([exchange("2001", None, answer)]).causes
    assert cause.what.en.count("is called") == 2
    assert cause.what.zh.count("写成了") == 2
    assert cause.recheck is not None
    assert cause.recheck.clean == 1


def test_functions_are_named_the_most_frequent_first(report_of):
    calls = [exchange(code, number=place, answering=GBK) for place, code in enumerate(("2001", "2002", "2002"))]
    (cause,) = report_of(calls).causes
    assert cause.functions == ("2002 GetDoctorInfo", "2001 GetDeptInfo")


def test_calls_that_conform_have_no_cause(report_of):
    report = report_of([exchange("2001"), exchange("2002", number=2)])
    assert (report.troubled, report.causes) == (0, ())
