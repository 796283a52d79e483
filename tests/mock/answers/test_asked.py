from datetime import date

import pytest

from hisight import catalog
from hisight.mock.answers import Asked
from hisight.mock.refusal import Refusal
from hisight.protocol import document


def asked(fun_code, content):
    function = catalog.published().function(fun_code)
    return Asked(document.read(f"<REQ>{content}</REQ>").root, function), function


def test_a_value_that_is_missing_reads_as_empty_and_a_spelling_of_the_samples_as_published():
    request, _ = asked("2031", "<HOSPITAL_ID>SL01</HOSPITAL_ID><DoctorID>1002</DoctorID>")
    assert (request["DOCTOR_ID"], request["NAME"]) == ("1002", "")


@pytest.mark.parametrize("name", ["HOSPITAL_ID", "HOSPITAL_MARK", "APP_HOSPITAL_MAR", "HOSPITALID"])
def test_the_hospital_is_known_by_all_its_names(name):
    assert asked("1001", f"<{name}>SL01</{name}>")[0].hospital == "SL01"
    assert asked("1001", "")[0].hospital == ""


@pytest.mark.parametrize(
    ("fun_code", "content", "lacks"),
    [
        ("1001", "<HOSPITAL_ID>1</HOSPITAL_ID><IP>1</IP>", False),
        ("1001", "<HOSPITAL_ID>1</HOSPITAL_ID><IP> </IP>", True),
        ("2032", "<BAT_REG_INFO><HOSPITAL_ID>1</HOSPITAL_ID><QUEYDATE>2026-11-23</QUEYDATE></BAT_REG_INFO>", False),
        ("2032", "<BAT_REG_INFO><HOSPITAL_ID>1</HOSPITAL_ID></BAT_REG_INFO>", True),
        ("2035", "<HOSPNAME>1</HOSPNAME><HOSPITAL_ID>1</HOSPITAL_ID>", True),
    ],
)
def test_what_a_request_must_have_is_looked_for_where_its_group_is(fun_code, content, lacks):
    request, function = asked(fun_code, content)
    assert request.lacks(function) is lacks


def test_a_request_without_a_document_lacks_everything():
    function = catalog.published().function("1001")
    assert Asked(None, function).lacks(function)


def test_days_are_days_or_everything_or_refused():
    request, _ = asked("3004", "<BeginDate>2026-11-23</BeginDate><EndDate></EndDate><Time>soon</Time>")
    assert request.days("BeginDate", "EndDate") == (date(2026, 11, 23), date.max)
    with pytest.raises(Refusal, match="1"):
        request.day("Time")


def test_pages_are_cut():
    def page(number, size, found):
        return asked("2001", f"<PAGE_CURRENT>{number}</PAGE_CURRENT><PAGE_SIZE>{size}</PAGE_SIZE>")[0].page(found)

    assert page("2", "2", "abcde") == "cd"
    assert page("", "", "abcde") == "abcde"
    assert page("", "", "") == ""
    for number, size in (("0", "1"), ("1", "0"), ("x", "1"), ("9" * 5000, "1")):
        with pytest.raises(Refusal):
            page(number, size, "abc")
