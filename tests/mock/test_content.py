from hisight.mock.content import rows, values, write
from hisight.protocol import document


def test_names_and_values_are_written_in_their_order_and_nested():
    assert write("RES", [("COUNT", "1"), ("LIST", [("B", "2"), ("A", "3")])]) == (
        "<RES><COUNT>1</COUNT><LIST><B>2</B><A>3</A></LIST></RES>"
    )


def test_a_value_that_looks_like_markup_comes_back_as_it_was():
    root = document.read(write("REQ", [("NAME", "<甲&乙>")])).root
    assert values(root) == {"NAME": "<甲&乙>"}


def test_no_content_is_no_document():
    assert write("RES", []) == ""
    assert values(None) == {}
    assert list(rows(None, "LIST")) == []


def test_of_several_values_with_one_name_the_first_counts():
    root = document.read("<REQ><A>1</A><G><A>2</A></G></REQ>").root
    assert values(root) == {"A": "1"}


def test_a_row_knows_what_stands_beside_and_above_it():
    root = document.read("<RES><COUNT>2</COUNT><D><ID>1</ID><R>7</R></D><D><ID>2</ID><X><R>8</R></X></D></RES>").root
    assert list(rows(root, "X")) == [{"ID": "2", "R": "8"}]
    assert list(rows(root, "D")) == [{"ID": "1", "R": "7"}, {"ID": "2", "R": "8"}]
