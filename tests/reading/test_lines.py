from dataclasses import replace

from tests.reading.conftest import OTHER

from hisight.checks import Finding, Severity
from hisight.protocol import Scheme
from hisight.reading.lines import Line, lines
from hisight.wording import Words


def of(reading, direction="response") -> dict[str, Line]:
    subject = reading.subject(direction)
    return {line.path: line for top in lines(subject, reading.findings) for line in top.walk()}


def alone(reader, xml: str, code: str = "2001", direction="response") -> dict[str, Line]:
    return of(reader.read_alone(direction, xml.encode(), fun_code=code), direction)


def test_the_values_of_root_stand_above_the_payload(read):
    assert list(of(read()))[:3] == ["ROOT", "ROOT/RETURN_CODE", "ROOT/RETURN_MSG"]
    assert list(of(read()))[-2:] == ["RES", "RES/SYSDATE"]


def test_a_line_has_value_meaning_type_and_description(read):
    line = of(read())["RES/SYSDATE"]
    assert (line.value, str(line.meaning), str(line.type)) == ("2026-11-23 10:00:00", "Monday", "String(16), required")
    assert line.description.startswith("返回系统时间")


def test_sign_says_whether_it_fits_and_the_payload_how_it_was_read(read):
    good, bad = of(read()), of(read(answer_scheme=Scheme("none", "sorted-query-key")))
    assert str(good["ROOT/SIGN"].meaning) == "fits"
    assert str(good["ROOT/RES_ENCRYPTED"].meaning) == "decrypted with aes-128-ecb (key), see below"
    assert str(bad["ROOT/SIGN"].meaning) == "not signed"
    assert str(bad["ROOT/RES_ENCRYPTED"].meaning) == "plain text, see below"


def test_an_unreadable_payload_says_why_in_its_line(read):
    assert str(of(read(answer=""))["ROOT/RES_ENCRYPTED"].meaning) == "no payload"
    assert "another key" in str(of(read(answer_scheme=OTHER))["ROOT/RES_ENCRYPTED"].meaning)


def test_a_misnamed_field_keeps_its_name_and_shows_the_proper_one(reader):
    line = alone(reader, "<RES><COUNT>1</COUNT><DEPT_LIST><DEPARTNAME>内科</DEPARTNAME></DEPT_LIST></RES>")[
        "RES/DEPT_LIST[1]/DEPARTNAME"
    ]
    assert line.label == "DEPARTNAME → DEPT_NAME"
    assert [finding.name for finding in line.findings] == ["misnamed-field"]


def test_a_missing_field_is_a_line_where_it_belongs(reader):
    found = alone(reader, "<RES><DEPT_LIST><DEPT_ID>1</DEPT_ID></DEPT_LIST></RES>")
    assert found["RES/COUNT"].kind == "missing"
    assert list(found)[1] == "RES/COUNT"
    assert found["RES/COUNT"].label == "COUNT"


def test_an_unknown_field_is_marked(reader):
    line = alone(reader, "<RES><COUNT>0</COUNT><WHATEVER>1</WHATEVER></RES>")["RES/WHATEVER"]
    assert (line.kind, line.description, str(line.type)) == ("unknown", "", "")


def test_a_code_offers_its_table(reader):
    xml = "<RES><COUNT>1</COUNT><DEPT_LIST><LEVEL>1</LEVEL></DEPT_LIST></RES>"
    line = alone(reader, xml)["RES/DEPT_LIST[1]/LEVEL"]
    assert line.codes["2"] == "二级"


def test_a_closed_group_is_told_by_its_first_values(reader):
    xml = "<RES><DEPT_LIST><DEPT_ID>1</DEPT_ID><DEPT_NAME>内科</DEPT_NAME></DEPT_LIST></RES>"
    group = alone(reader, xml)["RES/DEPT_LIST[1]"]
    assert (group.kind, group.value, group.preview) == ("group", "", "1 · 内科")


def test_a_message_that_nobody_published_is_shown_with_numbered_lists(reader):
    found = alone(reader, "<RES><A>1</A><L><B>x</B></L><L><B>y</B></L></RES>", code="none")
    assert list(found) == ["RES", "RES/A", "RES/L[1]", "RES/L[1]/B", "RES/L[2]", "RES/L[2]/B"]
    assert found["RES/L[2]/B"].value == "y"
    assert {line.kind for line in found.values()} == {"group", "value"}


def test_findings_of_the_other_side_do_not_appear(read):
    reading = read(request="<REQ><HOSPITAL_ID>1001</HOSPITAL_ID></REQ>")
    assert any(line.findings for line in of(reading, "request").values())
    assert not any(line.findings for line in of(reading).values())


def test_a_body_that_is_no_xml_has_no_lines(reader):
    assert alone(reader, "nothing") == {}


def test_what_is_wrong_with_root_stands_beside_root(reader):
    body = "<ROOT><RETURN_CODE>0</RETURN_CODE><RETURN_MSG>ok</RETURN_MSG></ROOT>"
    assert "not-cdata" in [one.name for one in alone(reader, body)["ROOT"].findings]


def test_a_value_that_root_lacks_is_a_line_where_it_belongs(reader):
    root = "<ROOT><FUN_CODE>1001</FUN_CODE><SIGN_TYPE>MD5</SIGN_TYPE><REQ_ENCRYPTED></REQ_ENCRYPTED></ROOT>"
    found = alone(reader, root, "", "request")
    assert list(found) == [
        "ROOT",
        *(f"ROOT/{name}" for name in ("FUN_CODE", "USER_ID", "SIGN_TYPE", "SIGN", "REQ_ENCRYPTED")),
    ]
    assert [line.name for line in found.values() if line.kind == "missing"] == ["USER_ID", "SIGN"]
    assert str(found["ROOT/USER_ID"].type) == "String(32), required"
    lacking = alone(reader, "<ROOT><USER_ID>u</USER_ID></ROOT>", "", "request")
    assert list(lacking)[1] == "ROOT/FUN_CODE"


def test_a_finding_without_a_line_stands_at_the_nearest_or_the_first(read, reader):
    finding = Finding("TST001", "test", Severity.NOTE, "response", "", Words("", ""), Words("", ""), "")

    def places(path: str, reading) -> list[str]:
        found = lines(reading.subject("response"), [replace(finding, path=path)])
        return [line.path for top in found for line in top.walk() if line.findings]

    for path, place in (
        ("", "ROOT"),
        ("ROOT", "ROOT"),
        ("HTTP/Content-Type", "ROOT"),
        ("RES", "RES"),
        ("RES/SYSDATE", "RES/SYSDATE"),
        ("RES/NONE[3]/X", "RES"),
    ):
        assert places(path, read()) == [place]
    unpublished = reader.read_alone("response", b"<RES><L><A/></L><L><A/></L></RES>", fun_code="none")
    assert places("RES/L[2]/A", unpublished) == ["RES/L[2]/A"]
    assert places("", unpublished) == ["RES"]
    assert places("", reader.read_alone("response", b"nothing")) == []
