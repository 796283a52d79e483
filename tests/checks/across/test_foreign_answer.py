import pytest

from hisight.checks import Severity

PATIENT = "<HOSP_PATIENT_ID>{}</HOSP_PATIENT_ID>"


def department(*pairs: tuple[str, str]) -> str:
    rows = (f"<DEPT_LIST><DEPT_ID>{own}</DEPT_ID><PARENT_ID>{up}</PARENT_ID></DEPT_LIST>" for own, up in pairs)
    return "".join(rows)


def doctors(number: str) -> str:
    return f"<DOCTOR_LIST><DEPT_ID>{number}</DEPT_ID><DOCTOR_ID>7</DOCTOR_ID></DOCTOR_LIST>"


def test_an_answer_about_the_patient_who_was_asked_for_is_right(call, story):
    assert story(call("1010", PATIENT.format("P1"), PATIENT.format("P1"))) == []


def test_an_answer_about_another_patient_is_an_error_of_the_his(call, only):
    finding = only(call("1010", PATIENT.format("P1"), PATIENT.format("P2")))
    assert (finding.name, finding.severity, finding.direction) == ("foreign-answer", Severity.ERROR, "response")
    assert finding.message.en == "the request asks for HOSP_PATIENT_ID P1, the answer is about P2."
    assert finding.calls == ()


def test_the_call_that_had_asked_for_the_other_one_is_named(call, only):
    before = call("1010", PATIENT.format("P2"), PATIENT.format("P2"))
    finding = only(before, call("1010", PATIENT.format("P1"), PATIENT.format("P2"), at=1))
    assert finding.calls == (1,)
    assert finding.message.en.endswith("P2, as call 1 had asked.")


def test_the_answer_of_a_replay_is_judged_too(call, only):
    assert only(call("1010", PATIENT.format("P1"), PATIENT.format("P2"), origin="replay")).name == "foreign-answer"


def test_a_department_is_answered_with_those_below_it(call, story, only):
    assert story(call("2001", "<DEPT_ID>5</DEPT_ID>", department(("51", "5"), ("52", "5")))) == []
    assert only(call("2001", "<DEPT_ID>5</DEPT_ID>", department(("61", "6")))).severity is Severity.ERROR


def test_doctors_of_another_department_may_work_in_a_part_of_it(call, only):
    note = only(call("2002", "<DEPT_ID>5</DEPT_ID>", doctors("6")))
    assert note.severity is Severity.NOTE
    before = call("2002", "<DEPT_ID>6</DEPT_ID>", doctors("6"))
    assert only(before, call("2002", "<DEPT_ID>5</DEPT_ID>", doctors("6"), at=1)).severity is Severity.ERROR


@pytest.mark.parametrize("asked", ["-1", "0", ""])
def test_who_asks_for_all_gets_all(call, story, asked):
    assert story(call("2001", f"<DEPT_ID>{asked}</DEPT_ID>", department(("1", "-1")))) == []


def test_what_was_refused_or_says_nothing_is_not_judged(call, story):
    assert story(call("1010", PATIENT.format("P1"), PATIENT.format("P2"), code="1")) == []
    assert story(call("1010", PATIENT.format("P1"))) == []
