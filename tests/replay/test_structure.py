import pytest

from hisight.replay.structure import add_element, remove_element

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
