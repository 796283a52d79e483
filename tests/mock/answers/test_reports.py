import pytest
from tests.mock.answers.asking import code, told

from hisight.mock.content import rows

NUMBER = "000000198001010011"


@pytest.mark.parametrize(("master", "details", "name"), [("7001", "7002", "TEST_NO"), ("7003", "7004", "EXAM_NO")])
def test_every_report_of_a_patient_has_its_details_and_no_other_has(ask, patient, master, details, name):
    listed = list(rows(ask(master, [("PATIENT_ID", patient["HOSP_PATIENT_ID"])]).document.root, "TIME_REG_LIST"))
    assert len(listed) == 2
    for report in listed:
        assert code(ask(details, [(name, report[name])])) == "0"
    for wrong in ("T0", f"{listed[0][name]}9", f"X{listed[0][name][1:]}"):
        assert code(ask(details, [(name, wrong)])) == "12"
    assert code(ask(master, [("PATIENT_ID", "P9")])) == "12"


def test_the_values_of_a_laboratory_report_are_its_own(ask, patient):
    first = told(ask("7001", [("PATIENT_ID", patient["HOSP_PATIENT_ID"])]))["TEST_NO"]
    values = list(rows(ask("7002", [("TEST_NO", first)]).document.root, "TIME_REG_LIST"))
    assert [row["ABBREVIATION"] for row in values] == ["WBC", "HGB", "PLT"]
    assert {row["TEST_NO"] for row in values} == {first}


def test_a_physical_has_a_report_values_departments_and_a_conclusion(ask, patient):
    number = f"TJ{patient['HOSP_PATIENT_ID']}"
    asked = [("EXAM_REPORT_ID", number)]
    report = told(ask("QueryPhysicalExamReport", [*asked, ("ID_NO", NUMBER)]))
    assert (report["PATIENT_NAME"], report["SEX"], report["AGE"]) == ("赵小满", "男", "46")
    assert code(ask("QueryPhysicalExamReport", [*asked, ("ID_NO", "0")])) == "12"
    for name, count in (("Item", 3), ("Dept", 2), ("Conclusion", 1)):
        answer = ask(f"QueryPhysicalExam{name}", asked)
        lines = list(rows(answer.document.root, "Record_List"))
        assert [line["EXAM_REPORT_ID"] for line in lines] == [number] * count
        assert code(ask(f"QueryPhysicalExam{name}", [("EXAM_REPORT_ID", "TJ9")])) == "12"


def test_prices_are_in_the_open(ask):
    assert len(list(rows(ask("9000", [("IP", "")]).document.root, "TIME_REG_LIST"))) == 4


def test_prescriptions_go_by_identity_number(ask, patient):
    found = told(ask("100405", [("ID_CARD", NUMBER)]))
    assert (found["STATE"], found["COMPAT_ID"]) == ("0", patient["HOSP_PATIENT_ID"])
    assert told(ask("100405", [("ID_CARD", "0")])) == {"STATE": "-1", "RESULT": "未查询到处方"}
