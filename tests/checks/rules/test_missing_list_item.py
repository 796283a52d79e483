import pytest

RECORD = "<COUNT>1</COUNT>"


@pytest.mark.parametrize(
    ("inside", "path"),
    [("", "RES/DEPT_LIST"), ("<DEPT_LIST/>", "RES/DEPT_LIST[1]"), ("<DEPT_LIST>…</DEPT_LIST>", "RES/DEPT_LIST[1]")],
)
def test_a_list_without_content_is_one_finding(only, inside, path):
    finding = only("2001", "response", f"<RES>{RECORD}{inside}</RES>")
    assert (finding.code, finding.name, finding.path) == ("FLD005", "missing-list-item", path)


def test_an_empty_page_needs_no_list(findings):
    assert findings("2001", "response", "<RES><COUNT>0</COUNT></RES>") == []


def test_a_refused_answer_needs_no_list(findings):
    found = findings("2001", "response", "<RES><COUNT>1</COUNT></RES>", RETURN_CODE="200101", RETURN_MSG="x")
    assert {one.name for one in found} == {"payload-on-failure", "business-failure"}
