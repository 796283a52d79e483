import pytest
from tests.protocol.transports.samples import ROOT, soap

from hisight.protocol import SealError, markup, transports

LINES = "<ROOT>\r\n<FUN_CODE>1001</FUN_CODE>\n<A>&quot;x&quot;</A>\r\n</ROOT>"


@pytest.mark.parametrize(
    "raw",
    [
        LINES.replace("&", "&amp;").replace("<", "&lt;"),  # `>` plain, CR LF and LF mixed
        f"<![CDATA[{LINES}]]>",
        LINES.replace("&", "&amp;").replace("<", "&#x3c;").replace(">x", ">&#120;"),
    ],
)
def test_what_nobody_edited_stays_as_its_sender_wrote_it(raw):
    text = soap(f"<m q='1' r=\"2\"><x a = 'b'>{raw}</x></m>")
    found, _ = transports.read(text)
    assert found.wrap(text, found.inner.replace("1001", "2001")) == text.replace("1001", "2001")


def test_the_line_breaks_that_a_parser_hides_are_at_hand():
    text = soap(f"<m><x>{LINES.replace('&', '&amp;').replace('<', '&lt;')}</x></m>")
    found, _ = transports.read(text)
    assert (found.inner, found.as_sent(text)) == (LINES.replace("\r\n", "\n"), LINES)
    twice = soap(f"<m><x>{markup.escape(markup.escape(LINES)).replace('&amp;#13;', chr(13))}</x></m>")
    assert transports.read(twice)[0].as_sent(twice) == LINES
    bare, _ = transports.read(LINES)
    assert (bare.as_sent(LINES), bare.as_string) == (LINES, False)


def test_a_document_in_a_broken_envelope_is_replaced_where_it_can_be_seen():
    text = soap(f"<m><x>{markup.cdata(ROOT)}</x><a>&</a></m>")
    found, _ = transports.read(text)
    assert found.wrap(text, "<ROOT/>") == text.replace(ROOT, "<ROOT/>")


def test_where_a_broken_envelope_hides_the_place_it_says_so():
    text = soap(f"<m><x>{markup.escape(ROOT)}</x><a>&</a></m>")
    found, _ = transports.read(text)
    assert (found.carries, found.wrap(text, found.inner)) == ("root", text)
    with pytest.raises(SealError, match="cannot be told"):
        found.wrap(text, "<ROOT/>")
