import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import markup
from hisight.protocol.rewriting import as_read, rewritten

# What an author may write, in pieces; a lone CR is none of it, for a parser makes it a line break as well.
PIECES = [
    "<![CDATA[",
    "]]>",
    "&lt;",
    "&#x4E2D;",
    "&#13;",
    "&quot;",
    "&unknown;",
    "中",
    "a",
    "]]",
    ">",
    "\r\n",
    "\n",
    " ",
]


@pytest.mark.parametrize(
    ("raw", "new", "made"),
    [
        ("<![CDATA[abc]]>", "abcd", "<![CDATA[abcd]]>"),
        ("<![CDATA[abc]]>", "", "<![CDATA[]]>"),
        (" <![CDATA[a&lt;c]]>\r\n", " a&lt;<c\n", " <![CDATA[a&lt;<c]]>\r\n"),
        ("&#x4E2D;a&quot;b\r\nc", '中aX"b\nc', "&#x4E2D;aX&quot;b\r\nc"),
        ("<![CDATA[1]]]]><![CDATA[>2]]>", "1]]>3", "<![CDATA[1]]]]><![CDATA[>3]]>"),
        ("a&#13;\nb", "a\r\nc", "a&#13;\nc"),
        ("a>&#60;b", "a><c", "a>&#60;c"),
        ("a\r\nb\r\n", "a\nnew\nb\n", "a\r\nnew\r\nb\r\n"),
        ("a\r\nb\nc", "a\nb\nd", "a\r\nb\nd"),
        ("", "<x>", "&lt;x&gt;"),
        ("same", "same", "same"),
    ],
)
def test_only_what_differs_is_written_anew(raw, new, made):
    assert rewritten(raw, new, markup.escape) == made


def test_what_stands_between_two_changes_keeps_its_hand():
    raw = "&lt;SIGN&gt;1&lt;/SIGN&gt;\r\n&lt;A&gt;&quot;\n&lt;/A&gt;&lt;B&gt;2&lt;/B&gt;"
    new = as_read(raw).replace("1", "10").replace("2", "20")
    assert rewritten(raw, new, markup.escape) == raw.replace("1", "10").replace("2", "20")


def test_a_long_change_is_written_as_one():
    raw = "".join(f"&lt;A&gt;&quot;{number}&lt;/A&gt;" for number in range(500))
    new = as_read(raw).replace("<A>", "<B>")
    assert as_read(rewritten(raw, new, markup.escape)) == new


def test_what_cdata_cannot_hold_is_written_by_the_writer():
    made = rewritten("<![CDATA[ab]]>", "a\rb", lambda text: markup.cdata(text).replace("\r", "]]>&#13;<![CDATA["))
    assert as_read(made) == "a\rb"


def test_where_a_change_runs_from_text_into_cdata_the_whole_is_written():
    assert rewritten("ab<![CDATA[cd]]>", "aXd", markup.escape) == "aXd"


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.text("<>&]中a\n\r", max_size=12))
def test_what_is_written_reads_as_it_should(raw, new):
    assert as_read(rewritten(raw, new, markup.escape)) == new


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_the_same_value_leaves_the_text_alone(raw):
    assert rewritten(raw, as_read(raw), markup.escape) is raw
