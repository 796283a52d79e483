import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight import paths
from hisight.catalog import Catalog, CatalogError, in_use, is_overlaid, published

SOURCE = paths.resources() / "catalog" / "changshu" / "v1"


@pytest.fixture
def overlay(tmp_path):
    """Writes files of an overlay called `east` and gives the catalog in use with it."""
    return Overlay(tmp_path / "east")


class Overlay:
    def __init__(self, folder):
        self.folder = folder
        (folder / "functions").mkdir(parents=True)

    def __call__(self, **files: str) -> Catalog:
        for name, text in files.items():
            folder = self.folder if name in ("interface", "code_tables", "return_codes") else self.folder / "functions"
            (folder / f"{name}.toml").write_text(text, "utf-8")
        return in_use(self.folder)

    def mistake(self, **files: str) -> str:
        with pytest.raises(CatalogError) as caught:
            self(**files)
        assert len(str(caught.value).splitlines()) == 1
        for name in files:
            assert f"{name}.toml" in str(caught.value)
        return str(caught.value)


LOCK = """
code = "2005"
[request]
fields = [
    { name = "LOCK_ID", length = 64 },
    { name = "WARD_ID", parent = "REQ", type = "String", length = 8, required = true, description = "院区", after = "LOCK_ID" },
]
"""


def field(catalog: Catalog, code: str, name: str, side: str = "request"):
    return next(one for one in getattr(catalog.function(code), side).fields if one.name == name)


def test_without_a_folder_the_published_catalog_is_in_use():
    assert not is_overlaid()
    assert in_use() is published()


def test_the_folder_in_the_data_folder_is_in_use_without_being_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path)
    overlay = Overlay(tmp_path / "catalog")
    overlay(lock=LOCK)
    assert is_overlaid()
    assert field(in_use(), "2005", "LOCK_ID").length == 64


def test_a_function_is_corrected_and_the_rest_stays(overlay):
    catalog = overlay(lock=LOCK)
    lock = catalog.function("2005")
    assert [one.name for one in lock.request.fields][1:3] == ["LOCK_ID", "WARD_ID"]
    assert (field(catalog, "2005", "LOCK_ID").length, field(catalog, "2005", "LOCK_ID").required) == (64, True)
    assert lock.overlay == field(catalog, "2005", "WARD_ID").overlay == "east"
    assert field(catalog, "2005", "HOSPITAL_ID").overlay == ""
    assert lock.response == published().function("2005").response
    assert [one for one in catalog.functions if one.label != "2005 LockReg"] == [
        one for one in published().functions if one.label != "2005 LockReg"
    ]


def test_a_function_is_corrected_by_its_name_too(overlay):
    assert overlay(f="name = 'LockReg'\ntitle = '锁号'").function("2005").title == "锁号"


def test_a_function_is_added(overlay):
    catalog = overlay(
        ward="""
code = "2099"
name = "GetWard"
title = "院区查询"
effect = "read"
[request]
root = "REQ"
fields = [{ name = "HOSPITAL_ID", parent = "REQ", type = "String", required = true, description = "医院 ID" }]
[response]
root = "RES"
fields = [
    { name = "WARD_LIST", parent = "RES", type = "", required = true, description = "院区", list = true },
    { name = "WARD_ID", parent = "WARD_LIST", type = "String", required = true, description = "院区 ID" },
]
[return_codes]
"209901" = "没有院区"
"""
    )
    ward = catalog.function("2099")
    assert catalog.functions[-1] is ward
    assert ward.response.tree.children[0].children[0].name == "WARD_ID"
    assert catalog.meaning_of_return_code("209901", ward) == "没有院区"


def test_a_function_is_taken_out(overlay):
    catalog = overlay(photo="code = '2031'\nremove = true")
    assert catalog.function("2031") is None
    assert len(catalog.functions) == len(published().functions) - 1


def test_what_was_taken_out_of_a_part_is_remembered(overlay):
    catalog = overlay(lock="code = '2005'\n[request]\nfields = [{ name = 'LOCK_ID', remove = true }]")
    assert catalog.function("2005").request.removed == ("LOCK_ID",)


def test_a_length_of_0_and_no_codes_say_that_there_are_none(overlay):
    catalog = overlay(lock="code = '2005'\n[request]\nfields = [{ name = 'LOCK_ID', length = 0, codes = {} }]")
    assert (field(catalog, "2005", "LOCK_ID").length, field(catalog, "2005", "LOCK_ID").codes) == (None, None)


def test_another_root_takes_the_rows_of_the_old_one(overlay):
    part = overlay(lock="code = '2005'\n[request]\nroot = 'Request'").function("2005").request
    assert part.root == "Request"
    assert [node.name for node in part.tree.children] == [
        node.name for node in published().function("2005").request.tree.children
    ]


def test_codes_are_added_corrected_and_taken_out(overlay):
    catalog = overlay(
        code_tables="['性别']\n9 = '未说明'\n3 = ''\n['院区']\n1 = '东'",
        return_codes="'-1' = '一般错误'\n12 = ''",
        lock="code = '2005'\n[return_codes]\n200599 = '院区停用'\n200505 = ''",
    )
    assert catalog.code_tables["性别"] == {"1": "男", "2": "女", "4": "其他", "9": "未说明"}
    assert catalog.code_tables["院区"] == {"1": "东"}
    assert catalog.return_codes["-1"] == "一般错误"
    assert "12" not in catalog.return_codes
    assert catalog.function("2005").return_codes["200599"] == "院区停用"
    assert "200505" not in catalog.function("2005").return_codes


def test_a_row_whose_code_table_was_changed_says_so(overlay):
    catalog = overlay(code_tables="['性别']\n9 = '未说明'")
    assert field(catalog, "2007", "SEX").overlay == "east"
    assert field(catalog, "2007", "NAME").overlay == ""


def test_title_and_envelopes_are_corrected(overlay):
    catalog = overlay(
        interface="title = '东区医院接口'\n[envelope.request]\nfields = [{ name = 'USER_ID', length = 64 }]"
    )
    assert catalog.title == "东区医院接口"
    user = next(one for one in catalog.envelope_request.fields if one.name == "USER_ID")
    assert (user.length, user.overlay) == (64, "east")
    assert catalog.envelope_response == published().envelope_response
    assert catalog.rules == published().rules


def test_headings_are_added_to_the_published_ones(overlay):
    catalog = overlay(interface='[sections]\n"9.1" = "互联网医院"\n')
    assert catalog.sections == {**published().sections, "9.1": "互联网医院"}


def test_the_version_changes_with_what_the_files_say(overlay):
    first = overlay(lock=LOCK).version
    assert first.startswith("v1+east.")
    assert overlay(lock=LOCK).version == first
    assert overlay(lock=LOCK.replace("64", "65")).version != first


def test_an_interface_with_an_id_is_whole(tmp_path):
    shutil.copytree(SOURCE, tmp_path / "west")
    file = tmp_path / "west" / "interface.toml"
    file.write_text(file.read_text("utf-8").replace('id = "changshu"', 'id = "west"'), "utf-8")
    (tmp_path / "west" / "functions" / "2031-GetDoctorPhoto.toml").unlink()
    catalog = in_use(tmp_path / "west")
    assert (catalog.id, len(catalog.functions), catalog.folder) == ("west", 46, tmp_path / "west")
    assert catalog.version.startswith("v1+west.")
    assert not any(function.overlay for function in catalog.functions)


def test_every_published_file_may_stand_in_an_overlay_as_it_is(tmp_path):
    """What stands in the catalog can be copied into an overlay, and only what differs need be kept."""
    (tmp_path / "copy").mkdir()
    shutil.copytree(SOURCE / "functions", tmp_path / "copy" / "functions")
    for name in ("code_tables.toml", "return_codes.toml"):
        shutil.copy(SOURCE / name, tmp_path / "copy" / name)
    catalog = in_use(tmp_path / "copy")
    for own, theirs in zip(catalog.functions, published().functions, strict=True):
        assert own.return_codes == theirs.return_codes
        for side in ("request", "response"):
            own_names = [one.name for one in getattr(own, side).fields]
            assert own_names == [one.name for one in getattr(theirs, side).fields], own.label


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"lock": "code = '2005'\nreqest = 1"}, "top level: reqest is not known. Did you mean request?"),
        ({"lock": "code = 2005"}, "code: missing, or not text"),
        ({"lock": "name = 'LokReg'"}, "the interface has no function LokReg, and a new one would need title, effect"),
        ({"lock": "name = 'LokReg'"}, "Did you mean LockReg?"),
        ({"lock": "name = 'LokReg'\nremove = true"}, "no function LokReg. Did you mean LockReg?"),
        ({"lock": "code = '2005'\nname = 'OrderReg'"}, "2005 is LockReg, and OrderReg another function"),
        ({"lock": "code = '2005'\neffect = 'wrote'"}, "Did you mean write?"),
        ({"lock": "code = '2005'\n[request]\nfeilds = []"}, "[request]: feilds is not known. Did you mean fields?"),
        ({"lock": "code = '2005'\nrequest = 1"}, "[request]: should be a section"),
        ({"lock": "code = '2005'\n[request]\nfields = [{ name = 'LOCK_I', length = 1 }]"}, "Did you mean LOCK_ID?"),
        (
            {"lock": "code = '2005'\n[request]\nfields = [{ name = 'LOCK_ID', length = 'x' }]"},
            "LOCK_ID: length: should be",
        ),
        ({"lock": "code = '2005'\n[return_codes]\n1 = 2"}, "[return_codes] 1: should be text"),
        ({"lock": "code = "}, "cannot be read"),
        ({"interface": "titel = ''"}, "top level: titel is not known. Did you mean title?"),
        ({"interface": "[envelope.requst]"}, "[envelope]: requst is not known. Did you mean request?"),
        ({"code_tables": "['性别表']\n1 = ''"}, "[性别表]: a code table cannot be empty. Did you mean 性别?"),
        ({"return_codes": "1 = 1"}, "1: should be text"),
    ],
)
def test_a_mistake_names_file_entry_and_the_nearest_name(overlay, files, words):
    assert words in overlay.mistake(**files)


def test_a_file_that_is_none_of_a_catalog_is_named(overlay):
    (overlay.folder / "code_table.toml").touch()
    with pytest.raises(
        CatalogError, match=r"code_table\.toml is no file of a catalog\. Did you mean code_tables\.toml\?"
    ):
        overlay()


def test_a_folder_that_is_misspelled_is_named(overlay):
    (overlay.folder / "function").mkdir()
    with pytest.raises(CatalogError, match=r"function is no file of a catalog\. Did you mean functions\?"):
        overlay()


def test_other_files_and_folders_may_lie_beside(overlay):
    (overlay.folder / "README.md").touch()
    (overlay.folder / ".git").mkdir()
    assert overlay(lock=LOCK).folder == overlay.folder


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CatalogError, match=r"there is no folder .*none"):
        in_use(tmp_path / "none")


_NAMES = st.sampled_from(
    (
        *(
            "code",
            "name",
            "title",
            "effect",
            "request",
            "envelope",
            "return_codes",
            "root",
            "fields",
            "remove",
            "removed",
        ),
        *("parent", "type", "length", "required", "description", "place", "table", "codes", "doubts", "after"),
        *("LOCK_ID", "2005", "性别"),
    )
)
_VALUES = st.recursive(
    st.sampled_from(["2005", "LockReg", "LOCK_ID", "REQ", "read", "", "性别"]) | st.booleans() | st.integers(-9, 9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=5),
    max_leaves=12,
)


@given(
    st.dictionaries(_NAMES, _VALUES, max_size=6),
    st.sampled_from(["functions/lock", "interface", "code_tables", "return_codes"]),
)
def test_any_overlay_is_a_catalog_or_one_line(tmp_path_factory, data, name):
    folder = tmp_path_factory.mktemp("overlay")
    (folder / "functions").mkdir()
    (folder / f"{name}.toml").write_text("\n".join(f"{key!r} = {_toml(value)}" for key, value in data.items()), "utf-8")
    try:
        assert in_use(folder).folder == folder
    except CatalogError as error:
        assert name.rpartition("/")[2] in str(error)  # noqa: PT017 - one or the other may happen


def _toml(value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return repr(value)
