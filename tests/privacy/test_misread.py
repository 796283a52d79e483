import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.explain.charset import explain
from hisight.privacy.misread import misread
from hisight.privacy.stand_ins import StandIns

MISREADINGS = [
    ("utf-8", "gb18030"),
    ("utf-8", "latin-1"),
    ("utf-8", "cp1252"),
    ("gb18030", "latin-1"),
    ("gb18030", "cp1252"),
]


@pytest.mark.parametrize(("written", "read"), MISREADINGS)
@pytest.mark.parametrize("name", ["王芳", "孙若谷", "欧阳知秋"])
def test_a_misread_name_has_a_stand_in_that_is_misread_alike_and_is_that_of_the_person(name, written, read):
    text = name.encode(written).decode(read, "replace")
    ours = StandIns()
    stand_in = ours.of("name", text)
    before, after = explain(text), explain(stand_in)
    assert stand_in != text
    assert name not in after.meant
    assert after.names == before.names
    if after.recoverable == before.recoverable == "wholly":
        assert after.meant == ours.of("name", name)


@pytest.mark.parametrize("text", ["", "王芳", "Wang", "\\u738b", "&#29579;", "������"])
def test_what_was_not_misread_is_none(text):
    assert misread(text) is None


@given(st.text(max_size=40))
def test_any_text_is_misread_or_not(text):
    found = misread(text)
    assert found is None or isinstance(found.again("测试甲"), str)


def test_a_stand_in_that_is_somebodys_is_not_taken():
    text = "王芳".encode().decode("latin-1")
    taken = StandIns(is_taken=lambda one: not one.startswith("测")).of("name", text)
    assert taken != text
