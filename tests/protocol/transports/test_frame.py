import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hisight.protocol import envelope, limits, markup, problems, xml
from hisight.protocol.transports import frame, opening

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
ROOT = "<ROOT><FUN_CODE>1001</FUN_CODE><REQ_ENCRYPTED><![CDATA[x]]></REQ_ENCRYPTED></ROOT>"
FRAMES = (
    f'<s:Envelope xmlns:s="{SOAP}"><s:Body><NetTest><xml>|</xml></NetTest></s:Body></s:Envelope>',
    (
        f'\ufeff<?xml version="1.0"?>\n<Envelope xmlns="{SOAP}">'
        '<Header/>\n<Body>\n<n:T xmlns:n="u"><a>|</a>\n</n:T></Body></Envelope>\n'
    ),
    f'<s:Envelope xmlns:s="{SOAP}"><s:Body><NetTest><xml>|',
    f'<s:Envelope xmlns:s="{SOAP}"><s:Body><T><a>1</a><xml>|</xml><b>&lt;ROOT/&gt;</b></T></s:Body></s:Envelope>',
    f'<s:Envelope xmlns:s="{SOAP}"><s:Body><T><a>&#60;ROOT/></a><xml>|</xml></T></s:Body></s:Envelope>',
    f'<!-- c --><s:Envelope xmlns:s="{SOAP}"><s:Body><T><xml>|</xml></T></s:Body></s:Envelope>',
    f'<s:Envelope xmlns:s="{SOAP}"><s:Body><T>|</T><T>2</T></s:Body></s:Envelope>',
    "<string xmlns='http://tempuri.org/'>|</string>",
    "<a>|</b>",
    "|",
)
PIECES = (
    *(
        ROOT,
        "<ROOT>",
        "</ROOT>",
        "<A>1</A>",
        "<![CDATA[",
        "]]>",
        "]]]]><![CDATA[>",
        "中文",
        "\r\n",
        "\r",
        "\n",
        "\u3000",
    ),
    *(
        "&",
        "&lt;",
        "&gt;",
        "&amp;",
        "&amp;lt;",
        "&quot;",
        "&apos;",
        "&#13;",
        "&#x4E2D;",
        "&nbsp;",
        "\x01",
        "\ufffe",
        "<",
        ">",
    ),
)
WRITERS = (markup.escape, markup.cdata, lambda text: text, lambda text: text.replace("<", "&lt;"))


@example(FRAMES[0], ["<ROOT>", "<A>" * 80_000], markup.cdata)
@given(st.sampled_from(FRAMES), st.lists(st.sampled_from(PIECES), min_size=1, max_size=5), st.sampled_from(WRITERS))
def test_without_a_parser_a_message_is_read_alike(around, inner, write):
    text = around.replace("|", write("".join(inner)))
    found = frame.read(text)
    if found is not None:
        assert (found, ()) == _by_the_parser(text)


@pytest.mark.parametrize("around", FRAMES[:2])
@pytest.mark.parametrize("write", WRITERS[:2])
def test_nearly_every_message_needs_no_parser(around, write):
    found = frame.read(around.replace("|", write(ROOT)))
    assert (found.inner, found.carries, found.kind) == (ROOT, "root", "soap-1.1")
    assert found.style == ("cdata" if write is markup.cdata else "escaped")


def test_a_frame_is_no_place_for_what_is_no_document_or_larger_than_is_read(monkeypatch):
    assert frame.read(FRAMES[0].replace("|", "&lt;other/&gt;")) is None
    monkeypatch.setattr(xml, "LARGEST_TEXT", 10)
    assert frame.read(FRAMES[0].replace("|", markup.escape(ROOT))) is None


ROOT_PIECES = (
    *(
        "<A>1</A>",
        "<A></A>",
        "<B><![CDATA[1]]></B>",
        "<C>a & b</C>",
        "<D>]]></D>",
        "<E>]]</E>",
        "<F><![CDATA[]]]></F>",
        "\n",
        "x",
    ),
    *("<G/>", "<H >1</H>", "<n:I>1</n:I>", "<中>1</中>", "<K>1</L>", "<!-- c -->", "\u3000", "<M>&lt;</M>"),
)


@given(
    st.sampled_from(
        ("", "<?xml version='1.0' encoding=\"gb2312\"?>", "<?xml version='1.1'?>\n", "<!-- c -->", "<?p?>")
    ),
    st.lists(st.sampled_from(ROOT_PIECES), max_size=6),
    st.sampled_from(("</ROOT>", "</ROOT>\n", "</ROOT>x", "</root>", "")),
)
def test_a_plain_root_is_one_that_a_parser_reads_without_complaint(before, pieces, end):
    text = f"{before}<ROOT>{''.join(pieces)}{end}"
    carried = opening.Transport("soap-1.1", "root", text, style="escaped")
    root = envelope.read(text)
    problem = problems.of_root(carried, root)
    assert (problem is None) == (problems.of_root(carried, envelope.Envelope(text, ())) is None)


def test_a_root_of_more_values_than_are_read_is_not_plain():
    assert not envelope.read(f"<ROOT>{'<A>1</A>' * (limits.MOST_VALUES + 1)}</ROOT>").is_plain
    assert envelope.read(f"<ROOT>{'<A>1</A>' * limits.MOST_VALUES}</ROOT>").is_plain


def _by_the_parser(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame, "read", lambda _text: None)
        return opening.read(text)
