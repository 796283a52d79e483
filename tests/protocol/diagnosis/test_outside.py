import pytest

from hisight.protocol.diagnosis import diagnose, mended


@pytest.mark.parametrize(
    ("text", "kind", "offset", "words", "read"),
    [
        ("ok <RES/>", "text-before", 0, "“ok” stands in front of the XML", "<RES/>"),
        ("&lt;RES&gt;", "text-before", 0, "“&lt;RES&gt;”", ""),
        ("<RES/>\n x", "text-behind", 8, "“x” stands behind the end of <RES>", "<RES/>"),
        ("<RES/></RES>", "text-behind", 6, "“</RES>” stands behind", "<RES/>"),
        ("<RES/><![CDATA[x]]>", "text-behind", 6, "“<![CDATA[x]]>”", "<RES/>"),
        ("<RES/>&amp;", "text-behind", 6, "“&amp;”", "<RES/>"),
        ("<?xml version='1.0'?>\ufeff<RES/>", "misplaced-bom", 21, "byte order mark", "<?xml version='1.0'?><RES/>"),
        ("<RES/><?xml version='1.0'?>", "late-declaration", 6, "at the very beginning only", "<RES/>"),
        (
            "<RES><?xml version='1.0'?><A/></RES>",
            "late-declaration",
            5,
            "<RES> holds another document",
            "<RES><A/></RES>",
        ),
        ("<RES><!DOCTYPE a></RES>", "late-doctype", 5, "before the root element only", "<RES></RES>"),
        ("<RES/>\n<REQ/>", "second-root", 7, "behind the root <RES> another one begins, <REQ>", "<RES/>\n<REQ/>"),
        ("<?xml?><RES/>", "bad-declaration", 0, "is no XML declaration", "<RES/>"),
        ("<?xml version=“1.0”?><RES/>", "bad-declaration", 0, "is no XML declaration", "<RES/>"),
    ],
)
def test_what_stands_outside_the_root_or_belongs_there(text, kind, offset, words, read):
    found = diagnose(text)
    assert (found.kind, found.offset) == (kind, offset)
    assert words in found.words.en
    assert mended(text) == read
