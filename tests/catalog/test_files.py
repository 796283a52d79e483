import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.catalog import CatalogError
from hisight.catalog.files import CatalogFile


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text("name = 'n'\nnumber = 1\n[section]\na = 'b'", "utf-8")
    return CatalogFile.read(path)


def test_entries_are_read_by_their_kind(file):
    assert (file.text("name"), file.text("none", "default")) == ("n", "default")
    assert file.texts("[section]", file.data["section"]) == {"a": "b"}
    assert file.sections("list", [{"a": 1}]) == [{"a": 1}]


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda file: file.text("number"), "number: missing, or not text"),
        (lambda file: file.section("[x]", 1), r"\[x\]: should be a section"),
        (lambda file: file.sections("x", {}), "x: should be a list"),
        (lambda file: file.texts("[x]", {"a": 1}), r"\[x\] a: should be text"),
        (lambda file: file.known("x", ["nmae"], ["name"]), "nmae is not known. Did you mean name?"),
    ],
)
def test_a_mistake_names_file_entry_and_the_nearest_name(file, ask, words):
    with pytest.raises(CatalogError, match=words) as caught:
        ask(file)
    assert "x.toml" in str(caught.value)


@given(st.binary(max_size=60))
def test_any_file_is_read_or_refused_in_one_line(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("catalog") / "x.toml"
    path.write_bytes(data)
    try:
        CatalogFile.read(path)
    except CatalogError as error:
        assert "x.toml" in str(error)  # noqa: PT017 - one or the other may happen


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5000, "[a]\nb = " + "9" * 5000, "[" + ".".join("a" * 500) + "]\na = {}\na.b = 1"]
)
def test_a_file_that_the_reader_of_toml_chokes_on_is_refused_too(tmp_path, text):
    path = tmp_path / "x.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(CatalogError, match=r"x\.toml"):
        CatalogFile.read(path)
