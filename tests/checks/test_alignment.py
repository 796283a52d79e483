from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.catalog import published
from hisight.checks import alignment
from hisight.protocol import document


def aligned(catalog, code: str, xml: str, direction: str = "response"):
    function = catalog.function(code)
    part = function.response if direction == "response" else function.request
    return alignment.align(document.read(xml).root, part)


def lines(root):
    return {line.path: line for line in root.walk()}


def test_list_elements_carry_their_number_even_when_there_is_one(catalog):
    found = lines(aligned(catalog, "2001", "<RES><COUNT>1</COUNT><DEPT_LIST><DEPT_ID>1</DEPT_ID></DEPT_LIST></RES>"))
    assert found["RES/DEPT_LIST[1]/DEPT_ID"].node.value == "1"
    assert found["RES/COUNT"].field.name == "COUNT"


def test_any_element_that_is_repeated_carries_its_number(catalog):
    found = lines(aligned(catalog, "1001", "<REQ><IP>1</IP><IP>2</IP></REQ>", "request"))
    assert [found[f"REQ/IP[{number}]"].node.value for number in (1, 2)] == ["1", "2"]


def test_a_missing_required_field_is_a_ghost_in_its_published_place(catalog):
    root = aligned(catalog, "1001", "<REQ><IP>1</IP></REQ>", "request")
    assert [(line.name, line.node is None) for line in root.children] == [("HOSPITAL_ID", True), ("IP", False)]
    root = aligned(catalog, "1001", "<REQ><HOSPITAL_ID>1</HOSPITAL_ID></REQ>", "request")
    assert [(line.name, line.node is None) for line in root.children] == [("HOSPITAL_ID", False), ("IP", True)]


@pytest.mark.parametrize(
    "tag",
    ["dept_id", "DEPTID", "Dept-Id", "ＤＥＰＴ_ＩＤ", "DEPT.ID", "DEPT_IDS", "DEP_TID"],
)
def test_a_field_under_another_spelling_is_recognised(catalog, tag):
    found = lines(aligned(catalog, "2001", f"<REQ><{tag}>1</{tag}></REQ>", "request"))
    assert found[f"REQ/{tag}"].field.name == "DEPT_ID"
    assert found[f"REQ/{tag}"].misnamed
    assert "REQ/DEPT_ID" not in found


def test_the_family_name_of_the_hospital_is_recognised(catalog):
    found = lines(aligned(catalog, "1001", "<REQ><HOS_ID>1</HOS_ID></REQ>", "request"))
    assert found["REQ/HOS_ID"].field.name == "HOSPITAL_ID"


def test_the_nearest_field_wins(catalog):
    found = lines(aligned(catalog, "2007", "<REQ><TREAT_FE>1</TREAT_FE></REQ>", "request"))
    assert found["REQ/TREAT_FE"].field.name == "TREAT_FEE"


def test_a_name_that_is_there_already_is_not_meant_twice(catalog):
    found = lines(
        aligned(
            catalog, "1001", "<REQ><IP>1</IP><HOSPITAL_ID>1</HOSPITAL_ID><HOSPITALID>2</HOSPITALID></REQ>", "request"
        )
    )
    assert not found["REQ/HOSPITALID"].known


def test_short_names_must_be_exact(catalog):
    assert not lines(aligned(catalog, "1001", "<REQ><IQ>1</IQ></REQ>", "request"))["REQ/IQ"].known


def test_what_stands_in_an_unknown_element_is_unknown_too(catalog):
    found = lines(aligned(catalog, "1001", "<REQ><OTHER><IP>1</IP></OTHER></REQ>", "request"))
    assert not found["REQ/OTHER/IP"].known


def test_ghosts_can_be_left_out(catalog):
    root = alignment.without_ghosts(aligned(catalog, "2001", "<RES><DEPT_LIST/></RES>"))
    assert all(line.node is not None for line in root.walk())


TAGS = st.sampled_from(["RES", "COUNT", "DEPT_LIST", "DEPT_ID", "DEPTNAME", "DESC", "X"])
TREES = st.recursive(
    TAGS.map(lambda tag: f"<{tag}/>"),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=20,
)


@given(TREES)
def test_every_element_has_one_line_and_no_path_stands_twice(xml):
    root = document.read(xml).root
    found = list(alignment.align(root, published().function("2001").response).walk())
    assert [line.node for line in found if line.node is not None] == list(root.walk())
    assert len({line.path for line in found}) == len(found)


def test_so_many_ghosts_and_no_more(catalog):
    rows = alignment.MOST_GHOSTS // 41 + 100
    found = aligned(catalog, "2033", f"<RES>{'<REC_ITEM_LIST><X/></REC_ITEM_LIST>' * rows}</RES>")
    ghosts = [line for line in found.walk() if line.node is None]
    assert alignment.MOST_GHOSTS <= len(ghosts) < alignment.MOST_GHOSTS + 100


def test_misspelled_tags_are_looked_for_in_rows_that_are_alike_however_many_and_in_some_that_are_not(catalog):
    row = "<DEPT_LIST><DEPT_IDX>1</DEPT_IDX>{}</DEPT_LIST>"
    alike = aligned(catalog, "2001", f"<RES>{row.format('<X/>') * 300}</RES>")
    other = aligned(catalog, "2001", f"<RES>{''.join(row.format(f'<X{n}/>') for n in range(300))}</RES>")
    known = [sum(line.misnamed for line in found.walk()) for found in (alike, other)]
    assert known[0] == 300
    assert 100 < known[1] < 300


def test_ghosts_stand_in_published_order_among_the_lines_there_are(catalog):
    found = aligned(catalog, "2036", "<REQ><X/><ID_NO>1</ID_NO><HOSPITAL_ID>1</HOSPITAL_ID><Y/></REQ>", "request")
    order = {child.name: index for index, child in enumerate(catalog.function("2036").request.tree.children)}
    ghosts = [order[line.name] for line in found.children if line.node is None]
    assert ghosts == sorted(ghosts)
    assert len(ghosts) > 20


@given(TREES)
def test_a_shape_that_was_met_before_is_laid_beside_the_catalog_like_any_other(xml):
    root, part = document.read(xml).root, published().function("2001").response
    with mock.patch.object(alignment, "_shape", return_value=None):
        one_by_one = alignment.align(root, part)
    assert alignment.align(root, part) == one_by_one
