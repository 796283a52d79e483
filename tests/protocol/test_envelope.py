from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import envelope, limits
from hisight.protocol.errors import SealError

ROOT = (
    "<?xml version='1.0'?><ROOT>\r\n <FUN_CODE >2001</FUN_CODE ><USER_ID><![CDATA[0<1]]></USER_ID><SIGN/>"
    "<REQ_ENCRYPTED><REQ><A>1</A></REQ></REQ_ENCRYPTED></ROOT>"
)


def test_a_value_that_swallowed_its_neighbours_is_none():
    root = envelope.read("<ROOT><RETURN_CODE> 0 </RETURN_COD><RETURN_MSG>x</RETURN_MSG></ROOT>")
    assert (root.plain("RETURN_CODE"), root.plain("SIGN")) == ("", "")
    assert envelope.read("<ROOT><RETURN_CODE> 0 </RETURN_CODE></ROOT>").plain("RETURN_CODE") == "0"


def test_values_are_read_in_document_order_with_their_style():
    root = envelope.read(ROOT)
    assert root.values() == {"FUN_CODE": "2001", "USER_ID": "0<1", "SIGN": "", "REQ_ENCRYPTED": "<REQ><A>1</A></REQ>"}
    assert [entry.style for entry in root.fields] == ["plain", "cdata", "plain", "elements"]
    assert root.get("NONE") == ""
    assert root.entry("NONE") is None


def test_a_field_that_stands_twice_counts_once_and_first():
    root = envelope.read("<ROOT><SIGN>a</SIGN><SIGN>b</SIGN></ROOT>")
    assert root.values() == {"SIGN": "a"}


def test_a_text_without_elements_has_no_fields():
    assert envelope.read("nothing").fields == ()


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        (ROOT, "request"),
        ("<ROOT><RETURN_CODE>0</RETURN_CODE></ROOT>", "response"),
        ("<ROOT><SIGN>0</SIGN></ROOT>", None),
    ],
)
def test_its_names_tell_the_direction(text, direction):
    assert envelope.read(text).direction == direction


def test_a_value_is_replaced_in_the_style_it_had_and_nothing_else_moves():
    root = envelope.read(ROOT)
    assert root.replacing("FUN_CODE", "2<").text == ROOT.replace("2001", "2&lt;")
    assert root.replacing("USER_ID", "]]>").text == ROOT.replace("0<1", "]]]]><![CDATA[>")
    assert root.replacing("SIGN", "S").text == ROOT.replace("<SIGN/>", "<SIGN>S</SIGN>")
    assert root.replacing("REQ_ENCRYPTED", "<REQ/>").text == ROOT.replace("<REQ><A>1</A></REQ>", "<REQ/>")


def test_the_same_value_leaves_the_text_untouched():
    root = envelope.read(ROOT)
    assert root.replacing("USER_ID", "0<1") is root


def test_a_value_that_has_no_place_is_refused():
    with pytest.raises(SealError, match="has no NOBODY"):
        envelope.read(ROOT).replacing("NOBODY", "x")


@given(
    st.sampled_from(["FUN_CODE", "USER_ID", "SIGN"]),
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30),
)
def test_what_is_put_in_is_read_back(name, value):
    assert envelope.read(ROOT).replacing(name, value).get(name) == value


@pytest.mark.parametrize(
    ("cut", "names", "payload"),
    [
        ("<ROOT><FUN_CODE>10", [], ""),
        ("<ROOT><FUN_CODE>1</FUN_CODE><SIGN>", ["FUN_CODE"], ""),
        ("<ROOT><FUN_CODE>1</FUN_CODE><SIGN/>", ["FUN_CODE", "SIGN"], ""),
        (
            "<ROOT><SIGN>0</SIGN><REQ_ENCRYPTED><![CDATA[<REQ><A>1</A></REQ>]]",
            ["SIGN", "REQ_ENCRYPTED"],
            "<REQ><A>1</A></REQ>",
        ),
        ("<ROOT><REQ_ENCRYPTED><![CDATA[<REQ/>]]></REQ_ENC", ["REQ_ENCRYPTED"], "<REQ/>"),
        ("<ROOT><REQ_ENCRYPTED>&lt;REQ/&gt;&am", ["REQ_ENCRYPTED"], "<REQ/>"),
        ("<ROOT><REQ_ENCRYPTED><REQ><A>1</A><B", ["REQ_ENCRYPTED"], "<REQ><A>1</A>"),
    ],
)
def test_of_a_root_that_was_cut_whole_values_are_read_and_half_a_payload(cut, names, payload):
    root = envelope.read(cut)
    assert [entry.name for entry in root.fields] == names
    assert root.get("REQ_ENCRYPTED") == payload


def test_a_root_with_more_values_than_anybody_sends_is_read_to_a_limit():
    root = envelope.read(f"<ROOT>{'<A>1</A>' * (limits.MOST_VALUES + 1)}</ROOT>")
    assert len(root.fields) == limits.MOST_VALUES


@pytest.mark.parametrize("torn", ["]", "<", "<!", "<![", "&", "]]<", "<&]"])
def test_what_is_torn_in_many_ways_at_once_is_read_in_no_time(torn):
    for end in ("", "x>"):
        assert envelope.read(f"<ROOT><RES_ENCRYPTED>value{torn * 50}{end}").get("RES_ENCRYPTED").startswith("value")


PIECES = st.sampled_from(
    [
        "<?xml version='1.0'?>",
        "<ROOT>",
        "</ROOT>",
        "<A>",
        "</A>",
        "<B>",
        "</B>",
        "<A/>",
        "<![CDATA[",
        "]]>",
        "1",
        " ",
        "&lt;",
    ]
)


@given(
    st.lists(PIECES, max_size=14).map("".join)
    | st.lists(PIECES, max_size=8).map(lambda inside: f"<ROOT>{''.join(inside)}</ROOT>")
)
def test_what_is_usual_is_read_at_once_as_it_is_by_a_closer_look(text):
    with mock.patch.object(envelope, "_usual", return_value=None):
        closely = envelope.read(text)
    assert envelope.read(text) == closely


def test_a_usual_root_has_no_more_values_than_are_read():
    read = envelope.read(f"<ROOT>{'<A>1</A>' * (limits.MOST_VALUES + 1)}</ROOT>")
    assert len(read.fields) == limits.MOST_VALUES
