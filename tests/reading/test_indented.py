import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import document
from hisight.reading import indented as indented_module
from hisight.reading.indented import indented


@pytest.mark.parametrize(
    ("xml", "lines"),
    [
        ("<A><B>1</B>\n   <C/></A>", "<A>\n  <B>1</B>\n  <C/>\n</A>"),
        ('<?xml version="1.0"?><A>1</A>', '<?xml version="1.0"?>\n<A>1</A>'),
        ("<A><!-- why --><B>1</B>loose</A>", "<A>\n  <!-- why -->\n  <B>1</B>\n  loose\n</A>"),
        ("<A><B> kept  \r\n as is </B></A>", "<A>\n  <B> kept  \r\n as is </B>\n</A>"),
        ("<A><B><![CDATA[<x>]]></B></A>", "<A>\n  <B><![CDATA[<x>]]></B>\n</A>"),
        ("<A><B>1</B>", "<A>\n  <B>1</B>"),
        ("no xml", "no xml"),
        ("", ""),
    ],
)
def test_each_element_stands_on_its_own_line(xml, lines):
    assert indented(xml) == lines


TREES = st.recursive(
    st.text("ab<&\n ", max_size=5).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.lists(inner.map(lambda text: f"<N>{text}</N>"), min_size=1, max_size=3).map("".join),
    max_leaves=12,
)


@given(TREES)
def test_no_value_changes(inside):
    def values(node):
        return [(one.name, one.value) for one in node.walk() if not one.children]

    xml = f"<R>{inside}</R>"
    assert values(document.read(indented(xml)).root) == values(document.read(xml).root)


@pytest.mark.parametrize(
    ("xml", "lines"),
    [
        ("<A><B>1<C>2</A>x", "<A>\n  <B>\n    1\n    <C>2\n</A>\nx"),
        ("<A>1<B/></C>2", "<A>\n  1\n  <B/>\n  </C>2"),
        ("<A><B><C/>1</A>", "<A>\n  <B>\n    <C/>\n    1\n</A>"),
    ],
)
def test_what_is_torn_is_laid_out_as_far_as_its_tags_go(xml, lines):
    assert indented(xml) == lines


def test_what_is_deep_and_wide_is_laid_out_in_one_pass_and_within_bounds():
    laid_out = indented("<a>" * 240 + "<b/>" * 50_000 + "</a>" * 240)
    assert laid_out.count("<b/>") == 50_000
    assert len(laid_out) < 2_500_000


PIECES = st.sampled_from(
    [
        "<N>",
        "</N>",
        "<N",
        "<M a='1'>",
        "</M>",
        "</M >",
        "<E/>",
        " ",
        "\n",
        "v",
        "&amp;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        ">",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_is_laid_out_in_one_pass_looks_as_if_it_had_been_walked(xml):
    if (fast := indented_module._regular(xml)) is not None:
        assert fast == list(indented_module._lines(xml))
