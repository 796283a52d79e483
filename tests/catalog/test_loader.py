import shutil
import tomllib

import pytest

from hisight import paths
from hisight.catalog import CatalogError, load
from hisight.protocol import document

SOURCE = paths.resources() / "catalog" / "changshu" / "v1"


@pytest.fixture
def folder(tmp_path):
    """A small catalog: the envelopes and tables as they are, and one function."""
    (tmp_path / "functions").mkdir()
    for name in ("interface.toml", "return_codes.toml", "code_tables.toml", "functions/1001-NetTest.toml"):
        shutil.copy(SOURCE / name, tmp_path / name)
    return tmp_path


def broken(folder, old: str, new: str, name: str = "functions/1001-NetTest.toml") -> str:
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogError) as caught:
        load(folder)
    assert file.name in str(caught.value)
    return str(caught.value)


def test_every_entry_of_every_file_is_understood(catalog):
    files = list((SOURCE / "functions").glob("*.toml"))
    assert len(catalog.functions) == len(files) == 47
    for file in files:
        name = tomllib.loads(file.read_text("utf-8"))["name"]
        assert file.stem.endswith(name)
    for function in catalog.functions:
        for part in (function.request, function.response):
            tree = {node.name for node in _nodes(part.tree)}
            assert {field.name for field in part.fields} <= tree, function.label
            for field in part.fields:
                assert field.description or not field.type or function.section.startswith("3.1"), field
                assert catalog.codes_of(field) is None or catalog.codes_of(field), field


def _nodes(node):
    yield node
    for child in node.children:
        yield from _nodes(child)


def test_all_rows_of_the_published_tables_are_there(catalog):
    assert sum(len(function.request.fields) for function in catalog.functions) == 383
    assert sum(len(function.response.fields) for function in catalog.functions) == 569
    assert len(catalog.return_codes) == 14
    assert len(catalog.code_tables) == 11
    assert [field.name for field in catalog.envelope_request.fields][-1] == "REQ_ENCRYPTED"
    assert len(catalog.envelope_response.fields) == 5


def test_what_a_second_status_calls_success_is_data(catalog):
    fields = {
        (function.code, field.name): field.success
        for function in catalog.functions
        for field in function.response.fields
        if field.success
    }
    assert fields == {
        ("2035", "RESULTCODE"): ("0", "0000", "1000"),
        ("2036", "RESULTCODE"): ("1000",),
        ("2037", "RESULTCODE"): ("0000",),
        ("3001", "Result_Code"): ("0000",),
        ("3002", "Result_Code"): ("0000",),
        ("100405", "STATE"): ("0",),
    }
    for (code, name), success in fields.items():
        root = document.read(catalog.function(code).response.samples[-1]).root
        assert next(node.value for node in root.walk() if node.name == name) in success


def test_a_misspelled_entry_names_file_place_and_the_nearest_name(folder):
    message = broken(folder, "length = 32", "lenght = 32")
    assert "[request] HOSPITAL_ID" in message
    assert "lenght is not known" in message
    assert "Did you mean length?" in message


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name = "NetTest"', "", "name: missing"),
        ('effect = "read"', 'effect = "reed"', "Did you mean read?"),
        ('section = "3.1.1.1"', 'section = "3.1.1.1"\nzzz = 1', "zzz is not known."),
        ("required = true", 'required = "yes"', "required: should be bool"),
        ('parent = "REQ"', 'parent = "REK"', "Did you mean REQ?"),
        ("length = 32", 'length = 32, table = "医生职称"', "Did you mean 医生技术职称?"),
        ("length = 32", "length = 32, doubts = [{ kind = 'optonal' }]", "Did you mean optional?"),
        ("length = 32", 'length = 32, success = "0"', "[request] HOSPITAL_ID: success: should be a list of texts"),
        ("length = 32", "length = 32, success = [0]", "success: should be a list of texts"),
        ("length = 32", 'length = 32, codes = { "0000" = "x" }, success = ["000"]', "Did you mean 0000?"),
        ("[return_codes]", "[return_codes]\n1 = 2", "1: should be text"),
        ("[request]", "[request", "cannot be read"),
    ],
)
def test_every_mistake_is_one_line(folder, old, new, words):
    assert words in broken(folder, old, new)


def test_a_missing_file_is_named(folder):
    (folder / "return_codes.toml").unlink()
    with pytest.raises(CatalogError, match=r"return_codes\.toml cannot be read"):
        load(folder)
