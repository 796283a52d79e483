import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import limits, xml
from hisight.protocol.errors import MarkupError


def as_far_as_possible(text):
    with pytest.raises(MarkupError) as caught:
        xml.parse(text)
    return xml.parse_as_far_as_possible(text, caught.value)


def test_an_error_names_line_and_column():
    with pytest.raises(MarkupError) as caught:
        xml.parse("<a>\n<b></a>")
    assert (caught.value.line, caught.value.column) == (2, 1)
    assert "line 2" in caught.value.what.en


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"<a>{'9' * 10_000_001}</a>", "a value has more than 10 MB, which XML parsers refuse (line 1, column "),
        (f"<a><![CDATA[{'9' * 10_000_001}]]></a>", "a value has more than 10 MB, which XML parsers refuse"),
        ("<a>" * 300 + "</a>" * 300, "elements nest deeper than 256, which XML parsers refuse (line 1, column "),
    ],
)
def test_what_is_too_large_is_not_called_ill_formed(text, words):
    with pytest.raises(MarkupError) as caught:
        xml.parse(text)
    assert caught.value.what.en.startswith(words)


def test_an_inner_declaration_of_another_charset_does_not_count():
    assert xml.parse("<?xml version='1.0' encoding='GBK'?><a>中</a>").text == "中"


def test_an_entity_is_not_expanded():
    bomb = "<!DOCTYPE a [<!ENTITY b 'boom'>]><a>x&b;y</a>"
    assert "boom" not in xml.text_of(xml.parse(bomb))


def test_an_external_entity_is_not_loaded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret text")
    text = f"<!DOCTYPE a [<!ENTITY b SYSTEM '{secret.as_uri()}'>]><a>&b;</a>"
    assert "secret text" not in xml.text_of(xml.parse(text))


def test_split_cdata_is_one_text():
    assert xml.text_of(xml.parse("<a>1<![CDATA[2]]]]><![CDATA[>3]]>4</a>")) == "12]]>34"


def test_text_between_children_is_kept_and_theirs_left_out():
    assert xml.text_of(xml.parse("<a>1<b>no</b>2</a>")) == "12"


def test_names_and_namespaces():
    root = xml.parse("<s:a xmlns:s='urn:x'/>")
    assert (xml.local_name(root), xml.namespace(root)) == ("a", "urn:x")
    assert (xml.local_name(xml.parse("<a/>")), xml.namespace(xml.parse("<a/>"))) == ("a", "")


def test_an_entity_reference_has_no_name():
    (reference,) = xml.parse("<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>")
    assert (xml.local_name(reference), xml.namespace(reference)) == ("", "")


def test_ill_formed_text_is_read_as_far_as_it_goes():
    root = as_far_as_possible("<a><b>1</b><c>")
    assert root is not None
    assert [xml.local_name(child) for child in root] == ["b"]
    assert as_far_as_possible("") is None


@given(st.text(max_size=60))
def test_any_text_gives_an_element_or_a_markup_error(text):
    try:
        xml.parse(text)
    except MarkupError as error:
        xml.parse_as_far_as_possible(text, error)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p:a/>", 'line 1, column 5: the prefix p on <a> is not declared; xmlns:p="…" is missing.'),
        ("<a p:b='1'/>", "the prefix p on <a> is not declared"),
        ("\n\n<p:a/>", "line 3, column 5: the prefix p"),
        ("<a>&e;</a>" + " " * xml.LARGEST_EXPLAINED, "line 1, column 7: Entity 'e' not defined."),
    ],
)
def test_where_our_own_eyes_find_nothing_libxml2_speaks(text, words):
    with pytest.raises(MarkupError) as caught:
        xml.parse(text)
    assert words in caught.value.what.en
    assert (caught.value.kind, caught.value.cause) == ("ill-formed", "ill-formed")


def test_a_place_is_that_of_the_text_with_the_blanks_before_it():
    with pytest.raises(MarkupError) as caught:
        xml.parse("\ufeff\n <a>\n<b>中文</c></a>")
    assert (caught.value.line, caught.value.column, caught.value.cause) == (3, 6, "mispaired")


def test_a_fault_behind_the_one_that_libxml2_means_is_not_blamed():
    with pytest.raises(MarkupError) as caught:
        xml.parse("<a><p:b/>\n<c>\n</a>")
    assert "the prefix p" in caught.value.what.en


def test_a_huge_ill_formed_text_is_read_as_libxml2_reads_it():
    assert as_far_as_possible("<a><b>1<b></a>" + " " * xml.LARGEST_EXPLAINED) is not None


def test_attributes_of_schema_instances_are_found_in_any_year_and_under_any_prefix():
    element = xml.parse("<a xmlns:i='http://www.w3.org/1999/XMLSchema-instance' type='no' b='c' i:type='xsd:string'/>")
    assert (xml.instance_attribute(element, "type"), xml.instance_attribute(element, "nil")) == ("xsd:string", "")

    assert as_far_as_possible("<a><b>1<b></a>" + " " * xml.LARGEST_EXPLAINED) is not None


def test_more_elements_than_are_read_are_parsed_up_to_there():
    text = "<a>\n" + "<b/>" * limits.MOST_ELEMENTS + "</a>"
    with pytest.raises(MarkupError) as caught:
        xml.parse(text)
    assert (caught.value.kind, caught.value.line) == ("too-large", 2)
    root = xml.parse_as_far_as_possible(text, caught.value)
    assert root is not None
    assert len(root) == limits.MOST_ELEMENTS - 1


def test_a_second_root_where_reading_stops_does_not_make_a_large_document_a_whole_one():
    with pytest.raises(MarkupError) as caught:
        xml.parse(f"<a>{'<b/>' * (limits.MOST_ELEMENTS - 1)}</a><a/>")
    assert caught.value.kind == "too-large"


def test_elements_in_a_string_do_not_count():
    section = f"<a><![CDATA[{'<b/>' * limits.MOST_ELEMENTS}]]></a>"
    assert xml.parse(section).text is not None


def test_more_attributes_than_are_read_are_not_parsed_at_all():
    listed = " ".join(f'a{number}="1"' for number in range(limits.MOST_ATTRIBUTES + 1))
    assert as_far_as_possible(f"<a {listed}/>") is None


def test_of_more_elements_than_are_read_the_first_must_be_well_formed_all_the_same():
    with pytest.raises(MarkupError) as caught:
        xml.parse("<a>" * limits.MOST_ELEMENTS * 2)
    assert "deeper than 256" in caught.value.what.en
