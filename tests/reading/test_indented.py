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
        assert fast == list(indented_module._lines(xml, 0, len(xml), ""))
