import pytest
from PySide6.QtGui import QGuiApplication
from tests.gui import recorded

from hisight.gui import copying
from hisight.reading.lines import lines


def test_what_is_copied_is_on_the_clipboard(qapp):
    copying.copy("内科")
    assert QGuiApplication.clipboard().text() == "内科"


@pytest.mark.parametrize(
    ("what", "part"),
    [
        ("url", recorded.URL),
        ("curl", "curl -sSg -X POST"),
        ("powershell", "curl.exe"),
        ("request", "<REQ>"),
        ("response", "  <DEPT_LIST>"),
        ("report", "FLD003"),
    ],
)
def test_everything_on_offer_can_be_copied(what, part):
    assert what in [name for name, _ in copying.offers()]
    assert part in copying.text_of(recorded.reading("misnamed-field"), what)


def test_a_call_without_answer_and_a_message_alone_give_empty_texts():
    lost = recorded.reading(response_head=b"", response_body=b"", error="refused")
    assert copying.text_of(lost, "response") == ""
    alone = recorded.READER.read_alone("response", b"<RES/>")
    assert [copying.text_of(alone, what) for what in ("url", "curl", "request")] == ["", "", ""]


def test_a_row_is_one_line_with_its_columns_parted_by_tabs():
    reading = recorded.reading("misnamed-field")
    found = [line for top in lines(reading.subject("response"), reading.findings) for line in top.walk()]
    misnamed = next(line for line in found if line.proper_name)
    path, value, _meaning, kind, description, finding = copying.row_text(misnamed).split("\t")
    assert (path, value) == ("RES/DEPT_LIST[1]/DEPARTNAME", "内科")
    assert (kind, description) == ("String(128), required", "科室名称")
    assert "DEPT_NAME" in finding


def test_a_missing_field_says_so():
    reading = recorded.reading("missing-field")
    found = [line for top in lines(reading.subject("response"), reading.findings) for line in top.walk()]
    ghost = next(line for line in found if line.kind == "missing")
    assert copying.row_text(ghost).split("\t")[1] == "missing"


def test_a_call_as_markdown_names_no_patient(tmp_path):
    with recorded.session(tmp_path / "calls.hisight") as session:
        text = copying.markdown_of(session.path, recorded.number("", "2007"), recorded.READER)
    root = recorded.reading(fun_code="2007").subject("request").message.document.root
    name = next(node.value for node in root.children if node.name == "NAME")
    assert text.startswith("## #")
    assert name not in text
