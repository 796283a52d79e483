import pytest


@pytest.mark.parametrize(
    ("text", "kind", "words", "mended"),
    [
        ("<N a=1>x</N>", "unquoted-attribute", 'the attribute a of <N> is not quoted; write a="1"', "<N>x</N>"),
        ("<N b='2' a=1/>", "unquoted-attribute", 'write a="1', "<N/>"),
        ("<N a>x</N>", "attribute-without-value", "a in <N a> has no value", "<N>x</N>"),
        ("<N a='1'b='2'>x</N>", "missing-blank", "a blank is missing before the attribute b", "<N>x</N>"),
        ("<N a='1>x</N>", "open-quote", "the attribute a of <N> lacks a quote", "<N>x</N>"),
        ("<N a='<'>x</N>", "unescaped-bracket", "the “<” in the attribute a of <N>", "<N a='&lt;'>x</N>"),
        ("<CHA NNEL_ID></CHANNEL_ID>", "blank-in-tag", "<CHANNEL_ID> was meant", "<CHANNEL_ID></CHANNEL_ID>"),
        ("<CHA NNEL_ID>1</CHA NNEL_ID>", "blank-in-tag", "<CHANNEL_ID> was meant", "<CHANNEL_ID>1</CHANNEL_ID>"),
        ("<CHA NNEL_ID/>", "blank-in-tag", "<CHANNEL_ID/> was meant", "<CHANNEL_ID/>"),
    ],
)
def test_what_stands_behind_a_name_and_is_no_attribute(fault, meant, text, kind, words, mended):
    found = fault(text)
    assert found.kind == kind
    assert words in found.words.en
    assert meant(text) == mended
