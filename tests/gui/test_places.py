import pytest
from tests.gui import recorded

from hisight.catalog import search
from hisight.gui import places
from hisight.gui.places import Place


def test_a_finding_names_its_row(catalog):
    place = places.of_finding("2001 GetDeptInfo response DEPT_LIST/DEPT_NAME", catalog)
    assert place == Place(catalog.function("2001"), "response", "DEPT_NAME", "DEPT_LIST")
    nameless = places.of_finding("QueryPhysicalExamItem request REQ/ID", catalog)
    assert nameless.function is catalog.function("QueryPhysicalExamItem")


def test_every_place_that_the_demo_finds_is_in_the_interface(catalog):
    named = {
        found.catalog for one in recorded.exchanges() for found in recorded.READER.read(one).findings if found.catalog
    }
    assert named
    for text in named:
        place = places.of_finding(text, catalog)
        if place.function is None:
            assert place.tab == "rules"
            continue
        if place.tab is None:
            assert text == place.function.label
            continue
        part = getattr(place.function, place.tab)
        assert any((field.name, field.parent) == (place.name, place.within) for field in part.fields), text


@pytest.mark.parametrize("text", ["", "2001", "9999 Nothing request REQ/A", "2001 GetDeptInfo sideways REQ/A"])
def test_another_text_is_no_place(catalog, text):
    assert places.of_finding(text, catalog) is None


def test_a_finding_may_name_a_function_or_a_general_rule(catalog):
    assert places.of_finding("2001 GetDeptInfo", catalog) == Place(catalog.function("2001"))
    assert places.of_finding("2.2 (1)", catalog) == Place(None, "rules")


def test_a_row_of_root_stands_on_the_common_page(catalog):
    sign = next(field for field in catalog.envelope_request.fields if field.name == "SIGN")
    assert places.of_field(catalog.function("2001"), "request", sign) == Place(None, "request", "SIGN", "ROOT")
    assert places.of_finding("2001 GetDeptInfo request ROOT/SIGN", catalog).function is None
    assert places.of_field(catalog.function("2001"), "request", None) == Place(catalog.function("2001"), "request")


def test_every_hit_has_its_place(catalog):
    def place(text: str, kind: str) -> Place:
        return places.of_hit(next(hit for hit in search(catalog, text) if hit.kind == kind))

    lock = catalog.function("2005")
    assert place("2005", "function") == Place(lock)
    assert place("2005 LOCK_ID", "field") == Place(lock, "request", "LOCK_ID", "REQ")
    assert place("200505", "return-code") == Place(lock, "returns", "200505")
    assert place("主任医师", "code") == Place(None, "tables", "231", "医生技术职称")
    assert place("UTF-8", "rule").tab == "rules"
    assert place("PID1", "extra") == Place(catalog.function("3001"), "request", "PID1")
    assert place("DEPARTTYPE", "doubt").name
