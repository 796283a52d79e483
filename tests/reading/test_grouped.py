from dataclasses import replace

from hisight.checks import Finding, Severity
from hisight.reading.grouped import grouped
from hisight.wording import NOTHING, Words


def test_one_mistake_in_every_element_of_a_list_is_one_group(reader):
    department = "<DEPT_LIST><DEPT_ID>1</DEPT_ID><DEPARTNAME>内科</DEPARTNAME></DEPT_LIST>"
    reading = reader.read_alone("response", f"<RES><COUNT>2</COUNT>{department * 2}</RES>".encode(), fun_code="2001")
    misnamed = [group for group in grouped(reading.findings) if group.first.name == "misnamed-field"]
    assert [[finding.path for finding in group.findings] for group in misnamed] == [
        ["RES/DEPT_LIST[1]/DEPARTNAME", "RES/DEPT_LIST[2]/DEPARTNAME"]
    ]


def test_different_fields_are_different_groups(reader):
    reading = reader.read_alone("request", b"<REQ></REQ>", fun_code="1001")
    assert len(grouped(reading.findings)) == len(reading.findings) > 1


def test_no_findings_are_no_groups():
    assert grouped(()) == ()


def test_what_stands_in_no_field_is_one_only_when_it_says_the_same():
    one = Finding("SES009", "foreign-answer", Severity.ERROR, "response", "", Words("甲", "a"), NOTHING, "")
    other = replace(one, message=Words("乙", "b"))
    assert [len(group.findings) for group in grouped([one, other, one])] == [2, 1]
