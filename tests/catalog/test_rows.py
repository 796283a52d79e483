from pathlib import Path

import pytest

from hisight.catalog import CatalogError
from hisight.catalog.files import CatalogFile
from hisight.catalog.rows import merge_codes, merge_rows

FILE = CatalogFile(Path("lock.toml"), {})
TABLES = {"性别": {"1": "男", "2": "女"}}


def row(name: str, parent: str = "REQ", **values) -> dict:
    return {"name": name, "parent": parent, "type": "String", "required": False, "description": "", **values}


def group(name: str, parent: str = "REQ") -> dict:
    return row(name, parent, type="")


PUBLISHED = [row("A", length=32), group("LIST"), row("B", "LIST"), row("C", "LIST"), row("D")]


def merged(*changes: dict, rows=PUBLISHED) -> list[dict]:
    return merge_rows(FILE, "[request]", rows, changes, "east", TABLES)[0]


def names(rows: list[dict]) -> list[str]:
    return [one["name"] for one in rows]


def mistake(*changes: dict, rows=PUBLISHED) -> str:
    with pytest.raises(CatalogError) as caught:
        merged(*changes, rows=rows)
    assert str(caught.value).startswith("lock.toml, [request] ")
    return str(caught.value).removeprefix("lock.toml, [request] ")


def test_a_row_is_corrected_entry_by_entry_and_says_who_did_it():
    first, *others = merged({"name": "A", "length": 64})
    assert first == {**row("A", length=64), "doubts": [], "overlay": "east"}
    assert others == PUBLISHED[1:]


def test_nothing_of_the_published_rows_is_changed_in_place():
    before = [dict(one) for one in PUBLISHED]
    merged({"name": "A", "length": 64}, {"name": "LIST", "remove": True})
    assert before == PUBLISHED


def test_a_row_printed_twice_is_corrected_twice():
    rows = merged({"name": "A", "length": 64}, rows=[row("A"), row("B"), row("A")])
    assert [one.get("length") for one in rows] == [64, None, 64]


def test_the_parent_tells_rows_of_one_name_apart():
    rows = [row("A"), group("LIST"), row("A", "LIST")]
    assert [one.get("length") for one in merged({"name": "A", "parent": "LIST", "length": 9}, rows=rows)] == [
        None,
        None,
        9,
    ]
    assert (
        mistake({"name": "A", "length": 9}, rows=rows)
        == "A: parent: several rows have this name; say which parent: REQ, LIST."
    )


def test_a_new_row_comes_last_or_where_it_is_told_to():
    assert names(merged(row("NEW"))) == ["A", "LIST", "B", "C", "D", "NEW"]
    assert names(merged(row("NEW", after="A"))) == ["A", "NEW", "LIST", "B", "C", "D"]
    assert "after" not in merged(row("NEW", after="A"))[1]


def test_after_a_name_that_stands_twice_means_the_one_with_the_same_parent():
    rows = [row("A"), group("LIST"), row("A", "LIST"), row("B", "LIST")]
    assert names(merged(row("NEW", "LIST", after="A"), rows=rows)) == ["A", "LIST", "A", "NEW", "B"]
    assert names(merged(row("NEW", "OTHER", after="A"), rows=rows)) == ["A", "NEW", "LIST", "A", "B"]


def test_a_published_row_can_be_moved():
    assert names(merged({"name": "D", "after": "A"})) == ["A", "D", "LIST", "B", "C"]


def test_a_row_is_taken_out_and_a_group_with_what_stands_in_it():
    rows, removed = merge_rows(FILE, "[request]", PUBLISHED, [{"name": "LIST", "remove": True}], "east", TABLES)
    assert names(rows) == ["A", "D"]
    assert removed == ["LIST", "B", "C"]


def test_groups_inside_a_group_go_with_it_but_not_what_stands_elsewhere():
    rows = [group("OUTER"), group("INNER", "OUTER"), row("A", "INNER"), row("B", "GONE", place="REQ"), group("REQ", "")]
    assert names(merged({"name": "OUTER", "remove": True}, rows=rows)) == ["B", "REQ"]


def test_what_an_overlay_settles_is_no_longer_in_doubt():
    doubts = [{"kind": kind, "value": ""} for kind in ("optional", "too-short", "duplicate")]
    (settled,) = merged({"name": "A", "required": True, "length": 64}, rows=[row("A", doubts=doubts)])
    assert [doubt["kind"] for doubt in settled["doubts"]] == ["duplicate"]


def test_codes_of_a_row_are_added_to_its_own_or_to_those_of_its_table():
    (own,) = merged({"name": "A", "codes": {"9": "未知", "1": ""}}, rows=[row("A", codes={"0": "否", "1": "是"})])
    assert own["codes"] == {"0": "否", "9": "未知"}
    (of_table,) = merged({"name": "A", "codes": {"9": "未知"}}, rows=[row("A", table="性别")])
    assert (of_table["codes"], of_table["table"]) == ({"1": "男", "2": "女", "9": "未知"}, "")


def test_an_empty_text_takes_a_code_out():
    assert merge_codes({"1": "a", "2": "b"}, {"1": "", "3": "c"}) == {"2": "b", "3": "c"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "fields: a row has no name."),
        ({"name": "A", "lenght": 1}, "A: lenght is not known. Did you mean length?"),
        ({"name": "A", "parent": 1}, "A: parent: should be text."),
        ({"name": "A", "codes": {"1": 1}}, "A: codes 1: should be text."),
        ({"name": "A", "parent": "LIST", "length": 1}, "A: parent: LIST is not known."),
        ({"name": "B", "parent": "LISTE", "length": 1}, "B: parent: LISTE is not known. Did you mean LIST?"),
        ({"name": "LISTE", "remove": True}, "LISTE: there is no such row. Did you mean LIST?"),
        ({"name": "D", "after": "LISTE"}, "D: after: LISTE is not known. Did you mean LIST?"),
        (
            {"name": "LISTE", "list": True},
            "LISTE: there is no such row, and a new one would need parent, type, required, description. Did you mean LIST?",
        ),
        ({"name": "A", "doubts": [1], "length": 1}, ""),
    ],
)
def test_a_mistake_names_the_entry_and_the_nearest_name(change, words):
    if words:
        assert mistake(change) == words
    else:  # found only by whoever corrects the row again
        assert mistake(change, {"name": "A"}) == "A: doubts: should be a section."
