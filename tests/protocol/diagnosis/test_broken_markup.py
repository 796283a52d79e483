import pytest

from hisight.protocol.diagnosis import diagnose


@pytest.mark.parametrize(
    ("text", "kind", "words", "mended"),
    [
        ("<N>血压<140</N>", "unescaped-bracket", "the “<” of “血压<140” is not escaped", "<N>血压&lt;140</N>"),
        ("<N>1<2>3</N>", "unescaped-bracket", "“1<2”", "<N>1&lt;2>3</N>"),
        ("<N>a < b</N>", "unescaped-bracket", "“a < b”", "<N>a &lt; b</N>"),
        ("<N>温度<A 型</N>", "unescaped-bracket", "“温度<A 型”", "<N>温度&lt;A 型</N>"),
        ("<N>a<b</N>", "unescaped-bracket", "“a<b”", "<N>a&lt;b</N>"),
        ("< N>x</N>", "blank-in-tag", "< N> should be <N>", "<N>x</N>"),
        ("<N>x< N></N2>", "blank-in-tag", "< N> should be </N>", None),
        ("<N>x< N >", "blank-in-tag", "< N > should be </N>", "<N>x</N>"),
        ("<N>x< /N>", "blank-in-tag", "< /N> should be </N>", "<N>x</N>"),
        ("<N>x</ N >", "blank-in-tag", "</ N > has a blank too many; </N> was meant", "<N>x</N>"),
        ("<NN>x</N N>", "blank-in-tag", "</N N> has a blank too many; </NN> was meant", "<NN>x</NN>"),
        ("<N>x</N a='1'>", "attribute-in-closing-tag", "takes no attributes: </N a='1'>", "<N>x</N>"),
        ("<N>x</N", "missing-bracket", "</N lacks its “>”", "<N>x</N>"),
        ("<N>x</", "missing-bracket", "</N lacks its “>”", None),
        ("<N x</N>", "missing-bracket", "<N lacks its “>”", "<N> x</N>"),
        ("<N>x<\\N>", "backslash", "<\\N> should be </N>", "<N>x</N>"),
        ("<N＞x</N>", "full-width", "the full-width ＞ stands in a tag where > was meant", "<N>x</N>"),
        ("<N>x＜/N>", "full-width", "the full-width ＜", "<N>x</N>"),
        ("<N a＝“1”>x</N>", "full-width", "the full-width ＝", "<N>x</N>"),
        ("<N\u3000a='1'>x</N>", "full-width", "a full-width blank", "<N a='1'>x</N>"),
        ("<1N>x</1N>", "bad-name", "<1N> begins with “1”", "<N>x</N>"),
        ("<1/>", "bad-name", "<1/> begins with “1”", "<_/>"),
        ("<N(1)>x</N(1)>", "bad-name", "the name of <N(1)> holds “(”", "<N>x</N>"),
        ("<>x", "bad-name", "<> has no name", "x"),
        ("<N>x</>", "bad-name", "</> is no closing tag; </N> was meant", "<N>x</N>"),
        ("<N><!CDATA[a]]></N>", "misspelled-cdata", "<!CDATA[ should be <![CDATA[", "<N><![CDATA[a]]></N>"),
        ("<N><![cdata[a]]></N>", "misspelled-cdata", "<![cdata[", "<N><![CDATA[a]]></N>"),
        ("<?xml version='1.0'><N/>", "bad-declaration", "is no XML declaration", "<N/>"),
    ],
)
def test_a_bracket_that_begins_no_markup(fault, meant, text, kind, words, mended):
    found = fault(text)
    assert found.kind == kind
    assert words in found.words.en
    if mended is not None:
        assert meant(text) == mended


def test_outside_of_any_element_nothing_is_meant_to_close():
    assert diagnose("</>").words.en == "</> is no closing tag"
    assert diagnose("<!doctype a><b/>").kind == "bad-doctype"
    assert diagnose("<a/>< b>").kind == "unescaped-bracket"


def test_a_quoted_full_width_sign_is_not_blamed(fault):
    assert fault("<N a='＞' b=1>x</N>").kind == "unquoted-attribute"
