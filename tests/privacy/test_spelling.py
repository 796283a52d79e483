from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.privacy.spelling import meant, plain, spell_like


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("李望舒", "李望舒"),
        ("&#26446;&#x671B;&#X8212;", "李望舒"),
        ("&amp;#26446;&amp;amp;#x671B;舒", "李望舒"),
        ("\\u674e\\u671b\\u8212", "李望舒"),
        ("%E6%9D%8E%E6%9C%9B%E8%88%92", "李望舒"),
        (quote("李望舒".encode("gb18030")), "李望舒"),
        ("a &lt;b&gt; &quot;&apos; &amp; c", "a <b> \"' & c"),
        ("100 % \\ & &nbsp;", "100 % \\ & &nbsp;"),
        ("&#9999999;", "&#9999999;"),
        ("%FF%FF", "%FF%FF"),
    ],
)
def test_every_spelling_is_resolved(raw, text):
    assert plain(raw).text == text


@given(
    st.lists(
        st.sampled_from(
            ["李", "&", "#", "26446;", "&#26446;", "\\u", "674e", "%", "%E6", "lt;", "&lt;", "&gt;", "amp;", "x"]
        )
    )
)
def test_without_the_places_it_is_the_same_text(parts):
    raw = "".join(parts)
    assert meant(raw) == plain(raw).text


@given(st.lists(st.sampled_from(["李", "&#26446;", "\\u674e", "%E6%9D%8E", "%31", "x", "&amp;"]), max_size=12))
def test_the_characters_cover_the_raw_text_without_a_gap(parts):
    raw = "".join(parts)
    found = plain(raw)
    assert len(found.starts) == len(found.text) + 1
    assert list(found.starts) == sorted(found.starts)
    assert found.starts[-1] == len(raw)
    pieces = [raw[start:end] for start, end in zip(found.starts, found.starts[1:], strict=False)]
    assert "".join(pieces) == raw
    assert [plain(piece).text for piece in pieces] == list(found.text)


@pytest.mark.parametrize(
    ("raw", "spelled"),
    [
        ("李", "甲1"),
        ("&#26446;", "&#x7532;1"),
        ("&amp;", "&#x7532;1"),
        ("\\u674e", "\\u75321"),
        ("%E6%9D%8E", "%E7%94%B21"),
    ],
)
def test_a_text_is_spelled_like_what_it_replaces(raw, spelled):
    assert spell_like(raw, "甲1") == spelled
    assert plain(spelled).text == "甲1"
