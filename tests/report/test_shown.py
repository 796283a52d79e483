"""What of a message may stand in a report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.checks import Finding, Severity
from hisight.report import shown
from hisight.wording import NOTHING


@pytest.mark.parametrize("name", ["DEPT_NAME", "soap.Body", "Hospital_id", "DKE005", "a-b"])
def test_the_name_of_a_field_is_shown(name):
    assert shown.tag(name) == name


@pytest.mark.parametrize("name", ["张三", "P0000001990", "A" * 41, "", "a b", "10012345678", "x<y"])
def test_what_no_field_is_called_is_not_shown(name):
    assert shown.tag(name) == shown.HIDDEN


@pytest.mark.parametrize(
    ("value", "is_shown"), [("1", True), ("-1", True), ("0012", True), ("A1", True), ("男", False)]
)
def test_of_unknown_codes_only_short_ones_are_shown(value, is_shown):
    assert (shown.code(value) == value) is is_shown


@pytest.mark.parametrize(
    "value", ["张三", "LI", "ZHANG SAN", "19900101", "10012345678", "000000199001011234", "", "1 2"]
)
def test_what_may_be_a_person_is_no_code(value):
    assert shown.code(value) == shown.HIDDEN


@pytest.mark.parametrize("code", ["", "0", "200505", "-1", "9999", "E01"])
def test_return_codes_are_shown(code):
    assert shown.return_code(code) == code


@pytest.mark.parametrize("code", ["号源已满", "10012345678", "error: NAME", "ZHANG"])
def test_a_sentence_in_place_of_a_return_code_is_not_shown(code):
    assert shown.return_code(code) == shown.HIDDEN


def test_a_place_loses_the_numbers_of_its_rows():
    assert shown.path("RES/DEPT_LIST[12]/DEPT_NAME") == "RES/DEPT_LIST/DEPT_NAME"
    assert shown.path("REQ/张三[2]/X") == "REQ/…/X"
    assert shown.path("") == ""


def found(path: str, catalog: str) -> Finding:
    return Finding("FLD001", "missing-required", Severity.ERROR, "response", path, NOTHING, NOTHING, catalog)


def test_a_finding_stands_at_its_row_of_the_catalog():
    assert (
        shown.place(found("RES/DEPT_LIST[1]/X", "2001 GetDeptInfo response DEPT_LIST/DEPT_NAME"))
        == "DEPT_LIST/DEPT_NAME"
    )
    assert shown.place(found("ROOT/SIGN", "2.1")) == "ROOT/SIGN"
    assert shown.place(found("ROOT/RES_ENCRYPTED", "2001 GetDeptInfo response")) == "ROOT/RES_ENCRYPTED"


@given(st.text(max_size=30))
def test_whatever_is_shown_has_no_character_beyond_ascii_and_no_long_number(text):
    for said in (shown.tag(text), shown.code(text), shown.return_code(text), shown.path(text)):
        kept = said.replace(shown.HIDDEN, "")
        assert kept.isascii()
        assert not any(len(run) > 6 for run in "".join(c if c.isdigit() else " " for c in kept).split())
