import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import xml
from hisight.protocol.diagnosis import diagnose, mended
from hisight.protocol.diagnosis.cause import place
from hisight.protocol.errors import MarkupError

GOOD = """\ufeff<?xml version="1.0" encoding='UTF-8' ?>
<!DOCTYPE RES [<!ENTITY e "<x>">]><!-- a - b --><?pi x?>
<s:RES xmlns:s="urn:x" 编号='1&lt;2'>&e;<姓名 >张三&#x4E2D;&amp;</姓名><B/><C d = "'" /><![CDATA[<x>]]&>]]></s:RES>
"""
PIECES = st.sampled_from(
    [
        "<A>",
        "</A>",
        "<B/>",
        "<B",
        "</",
        "&",
        "&lt;",
        "]]>",
        "<![CDATA[",
        "<!--",
        "-->",
        "<?xml ",
        "?>",
        "＜",
        "x=1",
        "'",
        " ",
        "1",
        "\x00",
        "<!DOCTYPE a[",
    ]
)


def test_a_document_that_is_right_has_no_diagnosis_and_stays():
    xml.parse(GOOD)
    assert diagnose(GOOD) is None
    assert mended(GOOD) == GOOD


@pytest.mark.parametrize(
    ("text", "kind", "words", "read"),
    [
        ("<N>]]></N>", "stray-cdata-end", "a ]]> without a <![CDATA[ before it", "<N>]]&gt;</N>"),
        ("<N>x<!-- a -- b --></N>", "bad-comment", "a comment may not hold --", "<N>x</N>"),
        ("<N><![CDATA[abc</N>", "open-section", "the CDATA section is not ended", None),
        ("<N><!-- abc</N>", "open-section", "the comment is not ended", None),
        ("<N a='1' a='2'/>", "repeated-attribute", "<N> has the attribute a twice", "<N a='1' />"),
        ("<N><![CDATA[a<![CDATA[b]]>c]]></N>", "nested-cdata", "ends at the first ]]> of the inner one", None),
        ("<N><![CDATA[a<![CDATA[b]]></M>", "nested-cdata", "a CDATA section stands inside another", None),
    ],
)
def test_faults_of_sections_and_attributes(fault, meant, text, kind, words, read):
    found = fault(text)
    assert found.kind == kind
    assert words in found.words.en
    if read is not None:
        assert meant(text) == read


def test_a_section_that_closes_the_root_too_early_is_named():
    text = "<a><![CDATA[<ROOT><C><![CDATA[0]]></C></ROOT>]]></a>"
    assert diagnose(text).kind == "nested-cdata"
    assert diagnose("<a><![CDATA[<![CDATA[]]></a></b>").kind == "nested-cdata"


def test_the_first_of_several_faults_is_the_one_that_is_named():
    assert diagnose("<a>&<b></a>").kind == "unescaped-ampersand"
    assert diagnose("<a><b>\x01&</b></a>").kind == "control-character"
    assert diagnose("<a><b>&\x01</b></a>").kind == "unescaped-ampersand"


def test_a_control_character_is_named_although_the_text_is_cut():
    assert diagnose("<a>\x01<b>").kind == "control-character"
    assert "in <b>" in diagnose("<a><b><![CDATA[\x01").words.en


def test_several_faults_are_mended_one_after_the_other():
    assert mended("<a><b>1<b><c>&</C></a>") == "<a><b>1</b><c>&amp;</c></a>"


def test_mending_ends_with_the_patience_for_it():
    assert mended("<a>" + "&" * 50 + "</a>") == "<a>" + "&amp;" * 20 + "&" * 30 + "</a>"


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
def test_any_text_is_diagnosed_within_itself_and_what_a_parser_takes_is_left_alone(text):
    found = diagnose(text)
    mended(text)
    if found is not None:
        assert 0 <= found.offset <= len(text)
        assert place(text, found.offset) >= (1, 1)
    with suppress(MarkupError):
        xml.parse(text)
        # What our parser forgives in front of a document is not looked at here.
        assert found is None or text[:1] in "\ufeff \t\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "<a>" * 100_000,
        "<a>" * 50_000 + "</b>" * 50_000,
        "<a " + "b " * 200_000 + ">",
        "<a>" + " " * 300_000 + "</b>",
        "<a>" + "<" * 300_000 + "</a>",
        "<!DOCTYPE a [" * 30_000,
        "<![CDATA[" * 30_000,
        "<a b='" * 60_000,
        "&" * 300_000,
        "</" + "a" * 300_000 + ">",
        "<a>" + "/ " * 150_000 + "</b>",
    ],
)
def test_a_hostile_text_costs_linear_time(text):
    began = time.process_time()
    diagnose(text)
    mended(text)
    assert time.process_time() - began < 5
