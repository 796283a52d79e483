from hisight.checks.alignment import align
from hisight.checks.sorted_lines import below, sorted_lines
from hisight.protocol import document

XML = (
    "<RES><COUNT>2</COUNT><DEPT_LIST><DEPT_ID>1</DEPT_ID><DEPT_NAME> </DEPT_NAME></DEPT_LIST><DEPT_LIST/><X>1</X></RES>"
)


def test_each_line_is_where_a_rule_looks_for_it(catalog):
    lines = below(align(document.read(XML).root, catalog.function("2001").response))
    found = sorted_lines(lines)
    assert [(field.name, [value for _, value in column]) for field, column in found.columns] == [
        ("COUNT", ["2"]),
        ("DEPT_ID", ["1"]),
    ]
    assert [line.path for line in found.empty] == ["RES/DEPT_LIST[1]/DEPT_NAME", "RES/DEPT_LIST[2]"]
    odd = [line.path for line in found.odd]
    assert "RES/X" in odd
    assert "RES/DEPT_LIST[2]" in odd
    assert not {"RES/COUNT", "RES/DEPT_LIST[1]", "RES/DEPT_LIST[1]/DEPT_ID"} & {*odd}


def test_the_lines_come_in_the_order_of_the_message(catalog):
    aligned = align(document.read(XML).root, catalog.function("2001").response)
    assert below(aligned) == list(aligned.walk())[1:]
