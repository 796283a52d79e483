"""The hospital itself and the people in its files."""

from dataclasses import replace

from hisight.mock.answers.asked import Answer, Asked
from hisight.mock.hospital import FACTS
from hisight.mock.patients import Patient
from hisight.mock.refusal import WRONG_PARAMETER, Refusal
from hisight.mock.state import State


def net_test(state: State, asked: Asked) -> Answer:  # noqa: ARG001 - the shape of every answer
    """1001: the time."""
    return [("SYSDATE", f"{state.clock():%Y-%m-%d %H:%M:%S}")]


def facts(state: State, asked: Asked) -> Answer:  # noqa: ARG001 - the shape of every answer
    """1004: the hospital."""
    return {"HOSPITAL_ID": asked.hospital, **FACTS}


def create_patient(state: State, asked: Asked) -> Answer:
    """1002: the patient, new or known; a child without a card of its own goes by its guardian's number."""
    id_number = asked["ID_NO"] or asked["PARENT_ID_CARD"]
    if not id_number:
        raise Refusal(WRONG_PARAMETER)
    patient = state.register(
        asked["NAME"],
        id_number,
        asked["CARD_NO"],
        asked["CARD_TYPE"],
        address=asked["ADDRESS"],
        **asked.person,
    )
    if patient is None:
        raise Refusal("100201")
    if not asked["ID_NO"] and patient.has_papers:
        state.patients.add(replace(patient, has_papers=False))
    return [
        ("HOSP_PATIENT_ID", patient.id),
        ("CARD_NO", patient.card),
        ("ID_NO", patient.id_number),
        ("NAME", patient.name),
        ("CARD_TYPE", patient.card_type),
    ]


def patient_info(state: State, asked: Asked) -> Answer:
    """1010: a patient by number or card."""
    patient = state.patients.by_id(asked["HOSP_PATIENT_ID"]) or state.patients.by_card(asked["CARD_NO"])
    if patient is None:
        raise Refusal("1010001")
    return {
        "CREATE_TIME": f"{patient.since:%Y-%m-%d %H:%M:%S}",
        "HOSP_PATIENT_ID": patient.id,
        "BALANCE": "0",
        "CARD_STATUS": "0",
        "CARD_TIME": f"{patient.since:%Y-%m-%d %H:%M:%S}",
        "LAST_TIME": f"{patient.since:%Y-%m-%d %H:%M:%S}",
        "PATIENT_TYPE": "1" if patient.has_papers else "0",
        "ID_TYPE": "1",
        "ID_NO": patient.id_number,
        "NAME": patient.name,
        "SEX": patient.sex,
        "BIRTHDAY": patient.birthday,
        "MOBILE": patient.mobile,
        "ADDRESS": patient.address,
        "CARD_TYPE": patient.card_type,
        "CARD_NO": patient.card,
    }


def authenticate(state: State, asked: Asked) -> Answer:
    """1011: a settlement number for a patient with insurance."""
    known_patient(state, asked["APP_PATIENT_ID"])
    return {
        "DKE005": state.new_number("J"),
        "AKE556": "01",
        "AKE556_C": "市医保",
        "AKE186": "1",
        "AKE186_C": "门诊",
        "DAE168": "0",
    }


def known_patient(state: State, patient_id: str, missing: str = WRONG_PARAMETER) -> Patient:
    """The patient with this number; refuses with `missing` when there is none."""
    patient = state.patients.by_id(patient_id)
    if patient is None:
        raise Refusal(missing)
    return patient
