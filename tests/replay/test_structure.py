import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.replay.structure import (
    add_element,
    add_markup,
    duplicate_element,
    move_element,
    moved_path,
    remove_element,
    rename_element,
)

XML = "<REQ>\r\n  <A>1</A>\r\n  <L><B>x</B></L><L><B/></L>\r\n</REQ>"


@pytest.mark.parametrize(
    ("parent", "after", "changed"),
    [
        ("REQ", "REQ/A", XML.replace("<A>1</A>", "<A>1</A>\r\n  <N>&lt;2</N>")),
        ("REQ", "REQ/L[2]", XML.replace("<L><B/></L>", "<L><B/></L><N>&lt;2</N>")),
        ("REQ", "", XML.replace("\r\n  <A>", "\r\n  <N>&lt;2</N>\r\n  <A>")),
        ("REQ/L[2]/B", "", XML.replace("<B/>", "<B><N>&lt;2</N></B>")),
    ],
)
def test_an_element_is_added_where_it_belongs_and_set_off_like_its_neighbour(parent, after, changed):
    assert add_element(XML, parent, "N", "<2", after) == changed


def test_the_first_element_of_an_empty_group():
    assert add_element("<REQ></REQ>", "REQ", "N", "1") == "<REQ><N>1</N></REQ>"


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        ("REQ/A", XML.replace("\r\n  <A>1</A>", "")),
        ("REQ/L[1]", XML.replace("\r\n  <L><B>x</B></L>", "")),
        ("REQ/L[2]/B", XML.replace("<B/>", "")),
    ],
)
def test_an_element_is_removed_with_its_margin(path, changed):
    assert remove_element(XML, path) == changed


@pytest.mark.parametrize("path", ["REQ/C", "REQ/L[3]", "RES"])
def test_what_is_not_there_is_said(path):
    with pytest.raises(LookupError, match="no element"):
        remove_element(XML, path)


ROWS = "<REQ>\n  <A>1</A>\n  <L>\n    <X>1</X>\n  </L>\n  <L><X>2</X></L>\n</REQ>"


def test_a_row_of_several_lines_is_set_off_like_its_neighbour():
    assert add_markup(ROWS, "REQ", "<L>\n  <X>3</X>\n</L>", "REQ/L[2]") == ROWS.replace(
        "<L><X>2</X></L>", "<L><X>2</X></L>\n  <L>\n    <X>3</X>\n  </L>"
    )
    assert add_markup("<REQ><A/></REQ>", "REQ", "<L>\n  <X/>\n</L>", "REQ/A") == "<REQ><A/><L>  <X/></L></REQ>"
    assert add_markup("<REQ/>", "REQ", "<L/>") == "<REQ><L/></REQ>"


def test_a_row_is_duplicated_behind_itself():
    assert duplicate_element(ROWS, "REQ/L[2]") == ROWS.replace("<L><X>2</X></L>", "<L><X>2</X></L>\n  <L><X>2</X></L>")
    assert duplicate_element("<R><A>1</A></R>", "R/A") == "<R><A>1</A><A>1</A></R>"


def test_a_row_moves_past_its_neighbour_and_its_path_follows():
    moved = move_element(ROWS, "REQ/L[2]", -1)
    assert moved == "<REQ>\n  <A>1</A>\n  <L><X>2</X></L>\n  <L>\n    <X>1</X>\n  </L>\n</REQ>"
    assert moved_path(ROWS, "REQ/L[2]", -1) == "REQ/L[1]"
    assert move_element(moved, "REQ/L[1]", 1) == ROWS
    assert moved_path(ROWS, "REQ/L[1]", -1) == "REQ/L[1]"  # past another kind it stays the first of its own
    assert moved_path("<R><A/><A/></R>", "R/A", 1) == "R/A"


@pytest.mark.parametrize(("path", "by"), [("REQ/A", -1), ("REQ/L[2]", 1), ("REQ", 1)])
def test_nothing_moves_out_of_its_group(path, by):
    with pytest.raises(LookupError):
        move_element(ROWS, path, by)


def test_a_name_is_changed_in_both_tags_and_nothing_else():
    assert rename_element('<R><n:A x="1">A</n:A></R>', "R/A", "B") == '<R><n:B x="1">A</n:B></R>'
    assert rename_element("<R><A /></R>", "R/A", "B") == "<R><B /></R>"


@given(st.lists(st.sampled_from("AB"), min_size=2, max_size=6), st.data())
def test_moving_down_and_up_again_changes_nothing(names, data):
    xml = "<R>" + "\n".join(f"<{name}>{place}</{name}>" for place, name in enumerate(names)) + "</R>"
    place = data.draw(st.integers(0, len(names) - 2))
    number = names[: place + 1].count(names[place])
    path = f"R/{names[place]}[{number}]"
    moved = move_element(xml, path, 1)
    assert move_element(moved, moved_path(xml, path, 1), -1) == xml
