from hypothesis import example, given
from hypothesis import strategies as st

from hisight.protocol import document, limits


def test_a_payload_becomes_nodes():
    root = document.read("<REQ>\n<A>1</A>\n<B><C/></B></REQ>").root
    assert [(node.name, node.value) for node in root.walk()] == [("REQ", "\n\n"), ("A", "1"), ("B", ""), ("C", "")]


PIECES = (
    *("<A>", "</A>", "<B>", "</B>", "<C/>", "<A></A>", "<B>1</B>", "<D>\r\n</D>", "中文", "\n  ", "\u3000", "a > b"),
    *(
        "&amp;",
        "&",
        "]]>",
        "<![CDATA[x]]>",
        "<!-- c -->",
        "\x01",
        "\ufffe",
        "\r",
        '<E a="1">2</E>',
        "<n:F>3</n:F>",
        "<A >",
    ),
    *(
        "</ A>",
        "<?p?>",
        '<?xml version="1.0" encoding="gbk"?>',
        "<?xml version='1.0'?>",
        "\ufeff",
        "<\u4e2d>1</\u4e2d>",
    ),
)


@example(["<A>"] * 9 + ["</A>"] * 9)
@example(["<A>", "<A></A>" * 70_000, "</A>"])
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(lambda inside: ["<R>", *inside, "</R>"]))
def test_without_a_parser_a_document_becomes_the_same_nodes(pieces):
    text = "".join(pieces)
    quick, document._in_one_pass = document._in_one_pass, lambda _text: None
    try:
        by_the_parser = document.read(text)
    finally:
        document._in_one_pass = quick
    assert document.read(text).root == by_the_parser.root


def test_nearly_every_document_needs_no_parser():
    usual = "<?xml version=\"1.0\" encoding='GBK'?>\r\n<RES>\r\n <A>1 > 0</A><L><B/><C>\u3000</C></L></RES>\n"
    assert document._in_one_pass(usual) == document.read(usual).root
    assert document._in_one_pass(usual).value == "\n "
    assert document._in_one_pass("<RES><A>1</A>") is None


def test_all_nodes_at_once_are_those_of_a_walk():
    root = document.read("<A>1<B><C/><D><E>2</E></D></B><F/></A>").root
    assert root.all() == list(root.walk())


def test_namespaces_and_references_are_no_part_of_names_and_values():
    text = "<!DOCTYPE a><n:A xmlns:n='u'><n:B>&e;1</n:B><C>2 &amp; 3</C></n:A>"
    assert [(node.name, node.value) for node in document.read(text).root.all()] == [
        ("A", ""),
        ("B", "&e;1"),
        ("C", "2 & 3"),
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


def test_an_ill_formed_payload_is_read_as_it_was_meant():
    opened = document.read("<REQ><A>1<A><B C>2</BC><D>a&b</D></REQ>")
    assert [(node.name, node.value) for node in opened.root.children] == [("A", "1"), ("BC", "2"), ("D", "a&b")]
    assert (opened.error.kind, opened.error.cause) == ("ill-formed", "blank-in-tag")


def test_of_a_payload_that_was_cut_only_whole_values_are_read():
    opened = document.read("<RES><A>1</A><L><B>2</B><C>2026-1")
    assert opened.error.kind == "truncated"
    assert [node.name for node in opened.root.walk()] == ["RES", "A", "L", "B"]


def test_the_node_of_an_error_is_found_by_its_position():
    text = "<RES>\n<A><![CDATA[<x>]]></A><!-- <y> -->\n<B/><C>1\x01</C></RES>"
    opened = document.read(text)
    assert [node.name for node in opened.root.walk()][opened.position_of_error(text)] == "C"
    assert document.read("<A/>").position_of_error("<A/>") == 0


def test_of_a_payload_with_more_elements_than_are_read_those_in_front_are_nodes():
    text = f"<RES>{'<A/>' * limits.MOST_ELEMENTS}<B/></RES>"
    opened = document.read(text)
    assert opened.error.kind == "too-large"
    assert len(opened.root.children) == limits.MOST_ELEMENTS - 1
    assert opened.position_of_error(text) == limits.MOST_ELEMENTS - 1


def test_a_tree_ends_where_its_paths_would_fill_the_memory():
    inside = "<A/>" * 30_000
    opened = document.read("<RES>\n" + "<LONG_NAME>" * 200 + inside + "</LONG_NAME>" * 200 + "</RES>")
    assert (opened.error.kind, opened.error.line) == ("too-large", 2)
    assert 200 < len(list(opened.root.walk())) < 20_000


def test_a_tree_ends_at_a_depth_whatever_the_parser_lets_pass(monkeypatch):
    monkeypatch.setattr(limits, "DEEPEST", 3)
    opened = document.read("<A><B><C><D x=''/></C></B><E/></A>")
    assert [node.name for node in opened.root.walk()] == ["A", "B", "C", "E"]
    assert opened.error.kind == "too-large"
