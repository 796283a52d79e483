"""What got better or worse."""

from tests.report.messages import exchange, good, signing

from hisight.report.trend import trend

GBK = signing(charset="gb18030")
LACKING = good("2001", "response").replace("<DEPT_NAME>1</DEPT_NAME>", "")


def steps(report_of, tmp_path, before, after):
    from tests.report.messages import READER

    from hisight.capture import Session
    from hisight.report.gathering import gather

    files = []
    for name, calls in (("before", before), ("after", after)):
        files.append(tmp_path / f"{name}.hisight")
        with Session.open(files[-1], create=True) as opened:
            opened.append(calls)
    one, other = (gather([file], READER, workers=1).coverage for file in files)
    return [(step.change, step.function, step.what.en, step.before, step.after) for step in trend(one, other)]


def test_a_session_compared_with_itself_has_not_changed(demo_report):
    assert trend(demo_report.coverage, demo_report.coverage) == []


def test_what_is_new_comes_first_and_what_is_mended_last(report_of, tmp_path):
    before = [exchange(number=1, answering=GBK), exchange(number=2)]
    after = [exchange(number=1), exchange("2001", None, LACKING, number=2)]
    assert steps(report_of, tmp_path, before, after) == [
        ("new", "2001 GetDeptInfo", "FLD001 a required field is missing DEPT_LIST/DEPT_NAME", (0, 2), (1, 2)),
        (
            "mended",
            "2001 GetDeptInfo",
            "SIG002 a signature that is made otherwise than agreed ROOT/SIGN",
            (1, 2),
            (0, 2),
        ),
    ]


def test_a_share_that_grows_or_shrinks_is_worse_or_better(report_of, tmp_path):
    few = [exchange(number=place, answering=GBK) if place < 1 else exchange(number=place) for place in range(4)]
    many = [exchange(number=place, answering=GBK) if place < 3 else exchange(number=place) for place in range(4)]
    assert [step[0] for step in steps(report_of, tmp_path, few, many)] == ["worse"]
    (tmp_path / "before.hisight").unlink()
    (tmp_path / "after.hisight").unlink()
    assert [step[0] for step in steps(report_of, tmp_path, many, few)] == ["better"]


def test_functions_that_come_and_go_are_told(report_of, tmp_path):
    found = steps(report_of, tmp_path, [exchange("2001")], [exchange("2002")])
    assert {(step[0], step[1]) for step in found} == {
        ("first-seen", "2002 GetDoctorInfo"),
        ("gone", "2001 GetDeptInfo"),
    }


def test_failures_count_too(report_of, tmp_path):
    refused = exchange("2005", None, "", code="200505", message="满")
    found = steps(report_of, tmp_path, [exchange("2005")], [refused])
    assert ("new", "2005 LockReg", "failures", (0, 1), (1, 1)) in found
