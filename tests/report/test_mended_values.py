"""Values put right."""

import pytest
from tests.report.messages import READER, good, reading

from hisight.catalog import Field, published
from hisight.checks import Aligned
from hisight.protocol.document import Node
from hisight.report.mended_values import MENDED_VALUES, with_mended_values
from hisight.report.mending import mended
from hisight.report.symptoms import symptoms_of

REQUEST = good("1002", "request")


def value(xml: str, name: str) -> str:
    return xml.split(f"<{name}>")[1].split("<")[0]


def changed(name: str, to: str) -> str:
    return REQUEST.replace(f"<{name}>{value(REQUEST, name)}</{name}>", f"<{name}>{to}</{name}>")


@pytest.mark.parametrize(
    ("rule", "name", "wrong", "right"),
    [
        ("FLD010", "ADDRESS", "某" * 200, "某" * 128),
        ("FLD002", "NAME", "", None),
        ("FLD012", "BIRTHDAY", "2026-13-45", "2026-01-01"),
        ("FLD013", "SEX", "9", "1"),
        ("FLD014", "BIRTHDAY", "1990/02/03", "1990-02-03"),
    ],
)
def test_a_wrong_value_becomes_one_that_conforms(rule, name, wrong, right):
    read = reading("1002", changed(name, wrong))
    (symptom,) = (one for one in symptoms_of(read) if one.rule == rule)
    again = READER.read(mended(read, symptom))
    assert rule not in [finding.code for finding in again.findings]
    if right is not None:
        assert value(again.call.request.payload.xml, name) == right


def test_a_number_with_its_unit_becomes_a_number():
    read = reading("2003", good("2003", "request").replace("<PAGE_SIZE>1<", "<PAGE_SIZE>ten<"))
    (symptom,) = (one for one in symptoms_of(read) if one.rule == "FLD011")
    again = READER.read(mended(read, symptom))
    assert [finding for finding in again.findings if finding.code == "FLD011"] == []


def test_a_value_that_is_right_is_left_alone():
    answer = good("2001", "response")
    row = answer[answer.index("<DEPT_LIST>") : answer.index("</DEPT_LIST>") + len("</DEPT_LIST>")]
    lacking = row.replace("<DEPT_NAME>1</DEPT_NAME>", "")
    kept = row.replace("<DEPT_NAME>1<", "<DEPT_NAME>内科<")
    read = reading("2001", None, answer.replace(row, kept + lacking + lacking).replace("<COUNT>1", "<COUNT>3"))
    (symptom,) = (one for one in symptoms_of(read) if one.rule == "FLD001")
    xml = READER.read(mended(read, symptom)).call.response.payload.xml
    assert xml.count("<DEPT_NAME>") == 3
    assert xml.count("<DEPT_NAME>内科<") == 1


def test_a_group_that_is_missing_only_its_author_can_fill():
    answer = good("2001", "response")
    row = answer[answer.index("<DEPT_LIST>") : answer.index("</DEPT_LIST>") + len("</DEPT_LIST>")]
    read = reading("2001", None, answer.replace(row, ""))
    for symptom in symptoms_of(read):
        if symptom.rule in MENDED_VALUES:
            assert with_mended_values(read.subject("response"), symptom.rule, symptom.detail[-1]) is None


def test_a_date_in_no_known_format_stays_the_authors():
    read = reading("1002", changed("BIRTHDAY", "1990/02/03"))
    subject = read.subject("request")
    assert with_mended_values(subject, "FLD014", "REQ/BIRTHDAY") is not None
    unknown = reading("1002", changed("BIRTHDAY", "3rd of May")).subject("request")
    assert with_mended_values(unknown, "FLD014", "REQ/BIRTHDAY") is None


@pytest.mark.parametrize(
    ("unit", "wrong", "right"),
    [("fen", "12.50", "1250"), ("fen", "1250", "1250"), ("yuan", "1250", "12.50"), ("yuan", "12.50", "12.50")],
)
def test_an_amount_is_written_in_its_unit(unit, wrong, right):
    field = Field("REG_FEE", "REQ", "String", None, True, "", "REQ", unit=unit)
    line = Aligned("REQ/REG_FEE", "REG_FEE", Node("REG_FEE", wrong, ()), field, known=True)
    assert MENDED_VALUES["FLD015"](line, field, published()) == right


def test_yuan_in_a_field_of_fen_are_mended_in_a_message():
    answer = good("2003", "response")
    fee = answer[answer.index("<REG_FEE>") : answer.index("</REG_FEE>")]
    read = reading("2003", None, answer.replace(fee, "<REG_FEE>12.50"))
    (symptom,) = (one for one in symptoms_of(read) if one.rule == "FLD015")
    again = READER.read(mended(read, symptom))
    assert "<REG_FEE>1250</REG_FEE>" in again.call.response.payload.xml
