import pytest

from hisight.protocol.diagnosis import diagnose, mended


@pytest.mark.parametrize(
    ("text", "kind", "words", "read"),
    [
        ("<N>x<N>", "opened-twice", "<N> is opened again where </N> was meant", "<N>x</N>"),
        ("<N><N><M><M>", "opened-twice", "was meant; so are <M>", "<N></N><M></M>"),
        ("<N>x<N><M>y</M2>", "opened-twice", "<N> is opened again", "<N>x</N><M>y</M>"),
        ("<N>x<N/>", "closed-as-empty", "<N/> should be </N>", "<N>x</N>"),
        ("<N>x", "never-closed", "<N> is never closed", "<N>x</N>"),
        ("<N><M>x", "never-closed", "these are never closed: <N>, <M>", None),
        ("<N>x/N>", "missing-bracket", "“/N>” lacks its “<”; </N> was meant", "<N>x</N>"),
        ("N>x</N>", "missing-bracket", "“N>” lacks its “<”; <N> was meant", "<N>x</N>"),
        ("<N>x</M>", "mispaired", "<N> is closed by </M>", "<N>x</N>"),
        ("<NAMES><C/></NAME>", "mispaired", "<NAMES> is closed by </NAME>", "<NAMES><C/></NAMES>"),
        ("<Name>x</NAME>", "other-case", "XML tells capitals from small letters", "<Name>x</Name>"),
        ("<N><M>x</N></M>", "crossed", "</N> and </M> have changed places", "<N><M>x</M></N>"),
        ("<N>x</N></N>", "closed-twice", "</N> closed it already; this </N> is one too many", "<N>x</N>"),
        ("<N/>x</N>", "closed-twice", "<N/> closed it already", "<N/>x"),
        ("</N>", "never-opened", "</N> closes what was never opened", ""),
        ("<N>a<br>b</N>", "html-in-value", "the HTML tag <br> inside a value", "<N>a&lt;br>b</N>"),
    ],
)
def test_a_closing_tag_that_fits_nothing(fault, meant, text, kind, words, read):
    found = fault(text)
    assert found.kind == kind
    assert words in found.words.en
    if read is not None:
        assert meant(text) == read


@pytest.mark.parametrize(
    ("text", "kind", "whole"),
    [
        ("<RES><A>1</A><B>2", "cut", "<RES><A>1</A>"),
        ("<RES><A>1</A><B", "cut", "<RES><A>1</A>"),
        ("<RES><A>1</A></", "cut", "<RES><A>1</A>"),
        ("<RES><L><A>1", "cut", "<RES>"),
        ("<RES><L><A>1</A><B>x&am", "cut", "<RES><L><A>1</A>"),
        ("<RES><A><![CDATA[<x>", "cut", "<RES>"),
        ("<RES><A>1</A>\n", "cut", "<RES><A>1</A>\n"),
        ("<RES", "cut", ""),
        ("<?xml version='1.0' enc", "cut", ""),
        ("<RES><A>1</A><RES>", "opened-twice", "<RES><A>1</A></RES>"),
        ("<RES><A>1</A><RES/>", "closed-as-empty", "<RES><A>1</A></RES>"),
        ("<RES><A>1</A></REQ>", "mispaired", "<RES><A>1</A></RES>"),
    ],
)
def test_a_text_that_ends_too_early_keeps_what_is_whole(text, kind, whole):
    assert diagnose(text).kind == kind
    assert mended(text) == whole


def test_a_cut_is_placed_at_its_last_character_with_what_is_open():
    found = diagnose("<RES>\n<A>1\n \n")
    assert (found.offset, found.intact) == (len("<RES>\n<A>1"), len("<RES>\n"))
    assert found.words.zh == "内容到这里中断，还没有结束的有 <RES>、<A>"
    assert "before a root element began" in diagnose("<RES").words.en


def test_a_name_of_any_length_is_looked_for_in_no_time(fault):
    text = "a" * 500_000
    assert fault(f"<N>{text}</{'a' * 50_000}>").kind == "mispaired"
    assert fault(f"<{'a' * 50_000}>{text}").kind == "never-closed"
