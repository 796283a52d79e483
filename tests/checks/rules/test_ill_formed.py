import pytest
from tests.checks.rules.conftest import answer, root

from hisight.catalog import published
from hisight.checks import Severity
from hisight.protocol import markup, soap_answer

REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"
FIELDS = {"FUN_CODE": "1001", "USER_ID": "u"}

SAMPLES = {
    "1010 response": (2, 14, "opened again where </CREATE_TIME> was meant; so are <CARD_STATUS>"),
    "1011 response": (3, 9, "opened again where </AKE556> was meant"),
    "2001 request": (3, 12, "<DEPT_ID> is opened again where </DEPT_ID> was meant"),
    "2031 response": (2, 16, "< HOSPITALID> should be </HOSPITALID>"),
    "2004 response": (11, 1, "this </TIME_REG_LIST> is one too many"),
    "2033 response": (7, 15, "<REGT_YPE> is closed by </REG_TYPE>"),
    "2034 request": (2, 18, "<HOSPITAL_ID> is closed by </HOSPITALID>"),
    "2035 request": (1, 1, "< REQ > should be <REQ>"),
    "2012 response": (8, 1, "<CHA NNEL_ID> has a blank in its name; <CHANNEL_ID> was meant"),
    "2037 request": (13, 1, "<REQ> is opened again where </REQ> was meant"),
    "3002 request": (5, 12, "opened again where </PAY_MODE> was meant"),
    "3004 request": (3, 21, "opened again where </RECEIPT_NO> was meant"),
    "3005 response": (7, 1, "opened again where </TIME_REG_LIST> was meant"),
    "4002 request": (3, 22, "opened again where </INPATIENT_NO> was meant"),
    "4002 response": (5, 22, "opened again where </INPATIENT_NO> was meant"),
    "4003 request": (3, 21, "opened again where </RECEIPT_NO> was meant"),
    "5001 request": (2, 36, "opened again where </CURRENT_CALL_TIME> was meant"),
    "5002 request": (3, 19, "</ HOSPITAL_ID > has a blank too many; </HOSPITAL_ID> was meant"),
    "5003 request": (2, 19, "</ HOSPITAL_ID > has a blank too many"),
    "7001 request": (4, 19, "<HOSPITAL_ID> is closed by </HOSPITAL_MARK>"),
    "7001 response": (9, 18, "</ PATIENT_NAME > has a blank too many"),
    "7002 request": (3, 19, "<HOSPITAL_ID> is closed by </HOSPITAL_MARK>"),
    "7002 response": (12, 18, "was meant; so are <DANGEROUS_MESSAGE>"),
    "7004 request": (4, 22, "<EXAM_NO> is closed by </ID_NO>"),
    "7004 response": (5, 18, "</ PATIENT_NAME > has a blank too many"),
    "9000 request": (2, 1, "< HOSPITAL_ID> should be <HOSPITAL_ID>"),
    "10000 request": (2, 1, "< HOSPITAL_ID> should be <HOSPITAL_ID>"),
    "100405 request": (3, 1, "< HOSPATIENT_ID > should be <HOSPATIENT_ID>"),
    "100405 response": (21, 28, "<HOSPITAL_MEDICINE_CODE> is closed by </RECIPE_DETAIL_NO>"),
}
"""Every published sample that is not well-formed, with what its author meant; two more have several roots."""


def samples() -> dict[str, str]:
    return {
        f"{function.code} {direction}": part.sample
        for function in published().functions
        for direction, part in (("request", function.request), ("response", function.response))
        if part.sample.strip()
    }


def test_every_expectation_is_of_a_published_sample():
    assert SAMPLES.keys() <= samples().keys()


@pytest.mark.parametrize("name", samples())
def test_each_published_sample_is_explained_or_well_formed(findings, name):
    code, direction = name.split(" ")
    found = [one.message.en for one in findings(code, direction, samples()[name].strip()) if one.name == "ill-formed"]
    if name not in SAMPLES:
        assert found == []
        return
    line, column, words = SAMPLES[name]
    assert len(found) == 1
    assert found[0].startswith(f"line {line}, column {column}: ")
    assert words in found[0]


def test_a_payload_that_is_broken_is_found_once_with_line_and_column(findings, only):
    assert findings("1001", "request", REQUEST) == []
    finding = only("1001", "request", REQUEST.replace("</IP>", "<IP>"))
    assert (finding.code, finding.name, finding.path) == ("XML001", "ill-formed", "REQ")
    assert "line 1, column" in finding.message.en
    assert only("1001", "request", REQUEST.replace("</IP>", "<IP>"), **FIELDS).path == "REQ"


def test_a_broken_envelope_is_found_beside_a_whole_payload(only):
    body = f"<ROOT><FUN_CODE>1001</FUN_CODE><OPEN><REQ_ENCRYPTED>{REQUEST}</REQ_ENCRYPTED></ROOT>"
    assert only("1001", "request", body).path == ""


def test_a_root_that_is_a_string_is_looked_at_too(only):
    broken = answer().replace("</ROOT>", "<OPEN></ROOT>")
    finding = only("1001", "response", soap_answer("NetTest", broken, "urn:x"))
    assert (finding.name, finding.path) == ("ill-formed", "ROOT")
    assert finding.message.en.startswith("in ROOT, line 1, column ")


@pytest.mark.parametrize("blank", ["\n", " ", "\ufeff"])
def test_a_declaration_that_is_not_first_is_a_warning(only, blank):
    finding = only("1001", "request", f"{blank}{blank}<?xml version='1.0'?>{REQUEST}")
    assert (finding.name, finding.severity, finding.path) == ("ill-formed", Severity.WARNING, "")
    late = f"{blank}<?xml version='1.0'?>{root()}"
    assert only("1001", "request", f"<a><x>{markup.escape(late)}</x></a>").path == "ROOT"
    assert only("1001", "request", f"<a><x>{markup.cdata(late)}</x></a>").severity is Severity.WARNING


def test_a_blank_before_a_document_without_declaration_is_nothing(findings):
    assert findings("1001", "request", f"\n {REQUEST}") == []


def test_what_stands_before_the_break_is_still_checked(findings):
    found = findings("1001", "request", f"<REQ><HOSPITAL_ID>{'1' * 40}</HOSPITAL_ID><IP></REQ>")
    assert {"ill-formed", "too-long"} <= {one.name for one in found}
