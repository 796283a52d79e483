from tests.mock.answers.asking import PERSON, code, person, told


def test_net_test_tells_the_time(ask):
    assert told(ask("1001", [("IP", "127.0.0.1")])) == {"SYSDATE": "2026-11-23 09:30:00"}


def test_a_patient_registers_and_gets_a_card(ask):
    first = told(ask("1002", person()))
    assert first["CARD_NO"]
    assert first["CARD_TYPE"] == "7"
    assert told(ask("1002", person())) == first


def test_a_child_goes_by_its_guardian_and_somebody_else_by_no_other_name(ask):
    child = [("ID_TYPE", ""), ("ID_NO", ""), *PERSON]
    guarded = told(ask("1002", [*child, ("PARENT_ID_CARD", "00000019750101002X")]))
    assert guarded["ID_NO"] == "00000019750101002X"
    assert code(ask("1002", child)) == "1"
    stranger = [("ID_TYPE", "1"), ("ID_NO", "00000019750101002X"), ("NAME", "钱知秋"), *PERSON[1:]]
    assert code(ask("1002", stranger)) == "100201"


def test_a_patient_is_found_by_number_and_by_card(ask, patient):
    card = [("CARD_TYPE", "7"), ("CARD_NO", patient["CARD_NO"])]
    for known in (card, [("HOSP_PATIENT_ID", patient["HOSP_PATIENT_ID"]), ("CARD_TYPE", "7"), ("CARD_NO", "0")]):
        found = told(ask("1010", known))
        assert (found["NAME"], found["BIRTHDAY"], found["PATIENT_TYPE"]) == ("赵小满", "1980-01-01", "1")
    assert code(ask("1010", [("CARD_TYPE", "7"), ("CARD_NO", "0")])) == "1010001"


def test_a_child_without_papers_is_remembered_as_such(ask):
    child = told(ask("1002", [("ID_NO", ""), *PERSON, ("PARENT_ID_CARD", "00000019750101002X")]))
    assert told(ask("1010", [("CARD_TYPE", "7"), ("CARD_NO", child["CARD_NO"])]))["PATIENT_TYPE"] == "0"


def test_only_a_known_patient_is_authenticated(ask, patient):
    first = told(ask("1011", [("APP_PATIENT_ID", patient["HOSP_PATIENT_ID"])]))
    assert first["DKE005"] != told(ask("1011", [("APP_PATIENT_ID", patient["HOSP_PATIENT_ID"])]))["DKE005"]
    assert code(ask("1011", [("APP_PATIENT_ID", "P0")])) == "1"


def test_the_hospital_tells_of_itself(ask):
    assert told(ask("1004", [("IP", "")]))["NAME"] == "示例医院"


def test_a_birthday_that_is_no_day_is_refused(ask):
    wrong = [(name, "1980/01/01" if name == "BIRTHDAY" else value) for name, value in person()]
    assert code(ask("1002", wrong)) == "1"
