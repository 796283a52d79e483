import pytest

from hisight.protocol.diagnosis.characters import are_allowed


@pytest.mark.parametrize(
    ("text", "kind", "column", "words", "mended"),
    [
        ("<N>a & b</N>", "unescaped-ampersand", 6, "the & of “& b” is not escaped", "<N>a &amp; b</N>"),
        ("<N>?a=1&b=2</N>", "unescaped-ampersand", 8, "the & of “&b=2” is not", "<N>?a=1&amp;b=2</N>"),
        ("<N>&;</N>", "unescaped-ampersand", 4, "“&;”", "<N>&amp;;</N>"),
        ("<N a='1&2'/>", "unescaped-ampersand", 8, "“&2”", "<N a='1&amp;2'/>"),
        ("<N>&lt 3</N>", "missing-semicolon", 4, "&lt lacks its semicolon: &lt;", "<N>&lt; 3</N>"),
        ("<N>&#65 B</N>", "missing-semicolon", 4, "&#65;", "<N>&#65; B</N>"),
        ("<N>&nbsp;</N>", "undeclared-entity", 4, "&nbsp; is no entity of XML", "<N>\xa0</N>"),
        ("<N>&医院;</N>", "undeclared-entity", 4, "&医院; is no entity", "<N>&amp;医院;</N>"),
        ("<N>x\x08</N>", "control-character", 5, "U+0008 (BS) in <N> may not", "<N>x</N>"),
        (
            "<N>&#0;</N>",
            "control-character",
            4,
            "U+0000 (NUL) in <N> may not stand in XML, not even written &#0;",
            "<N></N>",
        ),
        ("<N>&#x1F;</N>", "control-character", 4, "U+001F (US)", "<N></N>"),
        ("<N>&#xFFFE;</N>", "control-character", 4, "U+FFFE in", "<N></N>"),
        ("<N>&#xD800;</N>", "control-character", 4, "U+D800 in", "<N></N>"),
        ("<N>&#99999999999;</N>", "control-character", 4, "&#99999999999;", "<N></N>"),
        ("<N><![CDATA[\uffff]]></N>", "control-character", 13, "U+FFFF in <N>", "<N><![CDATA[]]></N>"),
        ("<N a='&#1;'/>", "control-character", 7, "U+0001 (SOH) in <N>", "<N a=''/>"),
    ],
)
def test_characters_and_references_that_xml_does_not_take(fault, meant, text, kind, column, words, mended):
    found = fault(text)
    assert found.kind == kind
    assert words in found.words.en
    assert found.words.zh
    assert found.offset == len("<RES>\n<LIST><A>中文</A>") + column - 1
    assert meant(text) == mended


def test_a_forbidden_character_outside_of_any_value_names_no_element(fault):
    assert "U+0001 (SOH) may not" in fault("<N/>\x01").words.en


def test_of_each_character_it_is_told_whether_xml_allows_it():
    assert are_allowed("中文\t\r\n\u3000\ue756\U0001f600 <a>")
    assert not any(map(are_allowed, ("\x00", "a\x1f", "\x0b", "\ufffe", "\uffff", "\ud800")))
