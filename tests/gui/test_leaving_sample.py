from tests.gui import recorded

from hisight.gui.leaving_sample import sample
from hisight.privacy import STANDARD

ORDER = recorded.number("", "2007")


def test_both_sides_are_shown_and_what_was_put_in_is_marked(tmp_path):
    with recorded.session(tmp_path / "calls.hisight") as session:
        found = sample(session.path, ORDER, recorded.READER, STANDARD)
        kept = sample(session.path, ORDER, recorded.READER, None)
    assert found.text.startswith("<!-- Request -->\n<REQ>")
    assert "<!-- Answer -->" in found.text
    assert any(found.text[start:end].startswith("测试") for start, end in found.marks)
    assert kept.marks == []
    root = recorded.reading(fun_code="2007").subject("request").message.document.root
    name = next(node.value for node in root.children if node.name == "NAME")
    assert (name in kept.text, name in found.text) == (True, False)
