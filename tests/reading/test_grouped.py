from hisight.reading.grouped import grouped


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
