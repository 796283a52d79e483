from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import document


def test_a_payload_becomes_nodes_with_their_lines():
    root = document.read("<REQ>\n<A>1</A>\n<B><C/></B></REQ>").root
    assert [(node.name, node.value.strip(), node.line) for node in root.walk()] == [
        ("REQ", "", 1),
        ("A", "1", 2),
        ("B", "", 3),
        ("C", "", 3),
    ]


def test_an_ill_formed_payload_keeps_what_was_read_and_says_where_it_broke():
    opened = document.read("<REQ><A>1</A><B>2</REQ>")
    assert opened.error.line == 1
    assert [node.name for node in opened.root.walk()] == ["REQ", "A", "B"]


def test_what_has_no_root_has_no_nodes():
    opened = document.read("words")
    assert opened.root is None
    assert opened.error is not None


@given(st.text(max_size=80))
def test_any_text_is_read(text):
    document.read(text)
