import time

from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import doctype, xml

BOMB = (
    '<!DOCTYPE a [<!ENTITY e0 "0123456789">'
    + "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
    + "]>"
)


def test_a_declaration_is_found_behind_bom_declaration_and_comment():
    text = "\ufeff<?xml version='1.0'?>\n<!-- <!DOCTYPE no> --><!DOCTYPE a>\n<a/>"
    found = doctype.find(text)
    assert text[found.start : found.end] == "<!DOCTYPE a>"
    assert (found.nested, found.unfolded, found.addresses) == ("", 0, ())


def test_there_is_none_in_a_value_or_where_it_is_not_whole():
    assert doctype.find("<a/>") is None
    assert doctype.find("<a><![CDATA[<!DOCTYPE a>]]></a>") is None
    assert doctype.find("<!DOCTYPE a [<!ENTITY") is None


def test_brackets_in_quotes_and_comments_do_not_end_it():
    text = """<!DOCTYPE a PUBLIC "-//>" 'x]>' [<!-- it's ]> --><!ENTITY e "]>">]>"""
    found = doctype.find(text + "<a/>")
    assert found.end == len(text)
    assert (dict(found.entities), found.addresses) == ({"e": "]>"}, ("x]>",))


def test_addresses_are_those_a_parser_would_be_sent_to():
    found = doctype.find(
        '<!DOCTYPE a SYSTEM "http://x/y.dtd" [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY % p PUBLIC "-//x" \'z\'>]><a/>'
    )
    assert found.addresses == ("http://x/y.dtd", "file:///etc/passwd", "z")
    assert dict(found.entities) == {"f": "", "p": ""}


def test_what_an_entity_would_unfold_to_is_counted_and_not_made():
    found = doctype.find(BOMB)
    assert (found.nested, found.unfolded) == ("e1", 10**12)
    endless = doctype.find('<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "1&x;">]>')
    assert endless.unfolded == doctype.MOST


def test_a_long_chain_of_entities_is_counted_fast_and_capped():
    chain = "".join(f'<!ENTITY e{level} "&e{level - 1};&e{level - 1};">' for level in range(1, 20_000))
    began = time.process_time()
    assert doctype.find(f'<!DOCTYPE a [<!ENTITY e0 "x">{chain}]>').unfolded == doctype.MOST
    assert time.process_time() - began < 5


def test_set_aside_it_declares_nothing_and_no_line_moves():
    text = '<!DOCTYPE a [\n<!ENTITY e "boom">\n]>\n<a x="&e;">&e;</a>'
    aside = doctype.set_aside(text)
    assert "boom" not in aside
    assert aside.count("\n") == text.count("\n")
    root = xml.parse(text)
    assert (root.sourceline, root.get("x"), xml.text_of(root)) == (4, "", "&e;")
    assert doctype.set_aside("<a/>") == "<a/>"


def test_a_bomb_is_read_without_unfolding_in_an_attribute_too():
    began = time.process_time()
    assert xml.text_of(xml.parse(f"{BOMB}<a x='&e11;'>1&e11;2</a>")) == "1&e11;2"
    assert time.process_time() - began < 1


@given(
    st.lists(
        st.sampled_from(["<!DOCTYPE", " a", "[", "]", ">", '"', "'", "<!--", "-->", "<!ENTITY e ", "&e;", "<a/>"])
    ).map("".join)
)
def test_any_text_is_looked_through(text):
    found = doctype.find(text)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert 0 <= found.unfolded <= doctype.MOST
    doctype.set_aside(text)
