import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import markup, xml

TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from("<>&]'\"\r\n"), max_size=60)


def names(text: str) -> list[str]:
    return [span.name for span in markup.children(text)]


def test_children_are_found_behind_declaration_comment_and_doctype():
    assert names("<?xml version='1.0'?><!-- <no/> --><!DOCTYPE a><a><b/></a>") == ["a"]


def test_tags_inside_cdata_and_comments_are_not_elements():
    root = markup.span_at("<r><![CDATA[<x>]]><!--<y>--><z></z></r>", ())
    assert [
        span.name for span in markup.children("<r><![CDATA[<x>]]><!--<y>--><z></z></r>", root.inner, root.inner_end)
    ] == ["z"]


def test_a_stray_closing_tag_is_passed_over():
    assert names("</x><a></y></a><b/>") == ["a", "b"]


def test_an_element_that_is_never_closed_reaches_to_the_end():
    (span,) = markup.children("<a><b>text")
    assert (span.name, span.inner_end, span.end) == ("a", 10, 10)


def test_a_child_left_open_ends_with_its_parent():
    assert names("<a><b></a><c></c>") == ["a", "c"]


def test_a_bracket_inside_an_attribute_does_not_end_the_tag():
    (span,) = markup.children("<a b=\"x>y\" c='>'>v</a>")
    assert span.inner == 17


def test_a_path_that_is_not_there_is_a_lookup_error():
    with pytest.raises(LookupError, match="no element"):
        markup.span_at("<a><b/></a>", (1,))


def test_replacing_touches_nothing_else():
    text = "<?xml version='1.0'?>\r\n<a x='1' ><b >old</b ><c/></a>"
    span = markup.span_at(text, (0,))
    assert markup.replace_content(text, span, "new") == text.replace("old", "new")


def test_replacing_opens_a_collapsed_element():
    text = "<a><b x='1' /></a>"
    assert markup.replace_content(text, markup.span_at(text, (0,)), "v") == "<a><b x='1'>v</b></a>"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("a&lt;b&#x4E2D;&#20013;&amp;amp;", "a<b中中&amp;"),
        ("<![CDATA[a<b]]>", "a<b"),
        ("x<![CDATA[]]]]><![CDATA[>]]>y", "x]]>y"),
        ("&unknown; & &#0; &#xD800;", "&unknown; & &#0; &#xD800;"),
        ("line\r\nbreak", "line\r\nbreak"),
        ("<!--c-->v", "<!--c-->v"),
    ],
)
def test_value_resolves_references_and_cdata_only(raw, value):
    assert markup.value(raw) == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<REQ>", "REQ"),
        ("\ufeff <?xml version='1.0'?><!--x--><s:Envelope>", "Envelope"),
        ("< REQ >", "REQ"),
        ("text <REQ>", ""),
        ("", ""),
        ("</a>", ""),
    ],
)
def test_the_first_name_is_read_without_parsing(text, name):
    assert markup.first_name(text) == name


def test_the_prolog_ends_where_the_first_element_begins():
    assert markup.prolog_end("<?xml version='1.0'?>\n<a/>") == 22


@given(TEXT)
def test_escaped_text_reads_back_through_a_real_parser(text):
    assert xml.parse(f"<a>{markup.escape(text)}</a>").text == (text or None)


@given(TEXT)
def test_cdata_reads_back(text):
    assert markup.value(markup.cdata(text)) == text


@given(TEXT)
def test_unescape_is_the_inverse_of_escape(text):
    assert markup.unescape(markup.escape(text)) == text


@given(st.text(st.sampled_from("<>/!?-[]CDAT&;#x a='\""), max_size=80))
def test_the_scanner_never_fails_and_never_leaves_the_text(text):
    for span in markup.children(text):
        assert 0 <= span.start < span.inner <= span.inner_end <= span.end <= len(text)
    markup.value(text)
    markup.first_name(text)


def test_deep_nesting_and_stray_tags_cost_linear_time():
    deep = "<a>" * 20_000 + "</b>" * 20_000
    assert names(deep) == ["a"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("<a>|</a>", ()),
        ("<?xml version='1.0'?><a><b/><c>x</c><d><e>|</e></d></a>", (2, 0)),
        ("<a><b></b><!--<c>--><c><![CDATA[<d>]]>|</c></a>", (1,)),
        ("<a><b><i></b></x><c>|</c></a>", (1,)),
    ],
)
def test_a_place_is_found_by_the_path_of_its_element(text, path):
    place = text.index("|")
    assert markup.path_to(text, place) == path
    span = markup.span_at(text, path)
    assert span.inner <= place <= span.inner_end


@pytest.mark.parametrize("text", ["|<a/>", "<a/>|", "<a/><b>|</b>", "|"])
def test_a_place_in_no_root_element_has_no_path(text):
    with pytest.raises(LookupError):
        markup.path_to(text, text.index("|"))


TORN = st.lists(
    st.sampled_from(("<a>", "</a>", "<b>", "</b>", "<c/>", "x", "<![CDATA[<a>]]>", "<!--<b>-->", "<a", "</c>")),
    max_size=14,
).map("".join)


@given(TORN, st.integers(0, 60))
def test_any_place_lies_in_the_element_that_its_path_leads_to_or_in_none(text, place):
    try:
        path = markup.path_to(text, place)
    except LookupError:
        return
    if text[place : place + 1] == "<":  # within a tag it belongs to the element around that
        span = markup.span_at(text, path)
        assert span.inner <= place <= span.inner_end


@given(TORN, st.lists(st.integers(0, 2), max_size=3).map(tuple))
def test_one_pass_finds_the_element_that_a_walk_level_by_level_finds(text, path):
    found = None
    for position in (0, *path):
        inside = markup.children(text) if found is None else markup.children(text, found.inner, found.inner_end)
        found = next((span for index, span in enumerate(inside) if index == position), None)
        if found is None:
            with pytest.raises(LookupError):
                markup.span_at(text, path)
            return
    assert markup.span_at(text, path) == found


def test_references_are_resolved_once():
    assert markup.unescape("&amp;lt;&#38;lt;&lt;&quot;&apos;&gt;&#x4E2D;&amp;&none;") == "&lt;&lt;<\"'>中&&none;"


@given(st.lists(st.sampled_from(["<![CDATA[", "]]>", "]", "&lt;", "a", "<b>", ">"]), max_size=8).map("".join))
def test_a_value_that_is_one_section_is_opened_as_any_other(raw):
    assert markup.value(f"{raw} ") == f"{markup.value(raw)} "
