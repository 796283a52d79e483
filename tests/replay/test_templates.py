import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gui import recorded

from hisight import paths
from hisight.errors import HisightError
from hisight.mock import DEMO_KEY
from hisight.replay import templates
from hisight.replay.templates import Template


def test_a_template_comes_back_as_it_was_kept(tmp_path):
    kept = templates.save(Template("  预约 /  内科  ", "2007", "<REQ>\r\n\t<A>'''\"\\</A></REQ>"), tmp_path / "new")
    assert kept.file.name == "预约 内科.toml"
    assert templates.load_all(recorded.READER, tmp_path / "new") == ([kept], [])
    assert DEMO_KEY.secret.decode() not in kept.file.read_text("utf-8")
    templates.save(Template("预约 / 内科", "2007", "<REQ/>"), tmp_path / "new")
    assert [one.xml for one in templates.load_all(recorded.READER, tmp_path / "new")[0]] == ["<REQ/>"]
    templates.remove(kept)
    templates.remove(kept)
    templates.remove(Template("never kept", "", ""))
    assert templates.load_all(recorded.READER, tmp_path / "new") == ([], [])


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_payload_is_kept(tmp_path_factory, xml):
    folder = tmp_path_factory.mktemp("templates")
    templates.save(Template("a", "2001", xml), folder)
    assert tomllib.loads((folder / "a.toml").read_bytes().decode())["xml"] == xml


def test_a_raw_message_in_the_folder_is_a_template(tmp_path):
    (tmp_path / "from a colleague.xml").write_bytes(recorded.exchange(fun_code="2005").request_body)
    (template,), wrong = templates.load_all(recorded.READER, tmp_path)
    assert (template.name, template.fun_code) == ("from a colleague", "2005")
    assert template.xml.startswith("<REQ>")
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.toml", b"name = 1\nfun_code = '2'\nxml = ''"),
        ("b.toml", b"name = 'b'"),
        ("c.toml", b"= broken"),
        ("d.toml", b"\xff\xfe"),
        ("e.xml", b"<REQ/>"),
    ],
)
def test_what_is_no_template_is_told_by_its_file(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "notes.txt").write_text("not looked at")
    found, (error,) = templates.load_all(recorded.READER, tmp_path)
    assert found == []
    assert name in str(error)


def test_a_template_needs_a_name_and_a_folder(tmp_path):
    with pytest.raises(HisightError, match="needs a name"):
        templates.save(Template(" ./. ", "", ""), tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(HisightError, match="cannot be used"):
        templates.save(Template("a", "", ""), tmp_path / "file")
    with pytest.raises(HisightError, match="cannot be used"):
        templates.remove(Template("a", "", "", tmp_path))


def test_templates_are_kept_in_the_users_own_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path)
    assert templates.load_all(recorded.READER) == ([], [])
    assert templates.save(Template("a", "2001", "<REQ/>")).file.parent == templates.folder()


def test_the_patient_is_replaced_by_one_who_does_not_exist():
    order = recorded.reading(fun_code="2007").subject("request")
    before = {line.name: value for line, _, value in order.values()}
    xml = templates.without_patient(order)
    assert templates.names_patient(order)
    for name in ("NAME", "MOBILE", "RULE_VALUE", "BIRTHDAY"):
        assert before[name] not in xml
    assert before["REG_ID"] in xml
    assert not templates.names_patient(recorded.reading(fun_code="2001").subject("request"))
