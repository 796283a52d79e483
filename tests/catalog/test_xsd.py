"""The schema is put through lxml, and must agree with our own checks about what a good message is."""

import copy
from collections.abc import Callable, Iterator

import pytest
from lxml import etree
from tests.checks.conftest import good_xml

from hisight.catalog import Catalog, Function, Part, in_use, published
from hisight.catalog.xsd import schema
from hisight.protocol import Scheme, xml
from hisight.protocol.errors import MarkupError
from hisight.reading import Reader

ELLIPSES = {"…", "...", "......", "……"}
# What a schema cannot say: a list that must have an element, a condition.
BEYOND_A_SCHEMA = {"missing-list-item", "conditional-required", "count-mismatch", "money-unit", "inner-failure"}

with_every_function = pytest.mark.parametrize("function", published().functions, ids=lambda function: function.label)


def compiled(function: Function, catalog: Catalog | None = None) -> etree.XMLSchema:
    return etree.XMLSchema(xml.parse(schema(catalog or published(), function)))


@pytest.fixture(scope="module")
def blamed() -> Callable[[Function, str, etree._Element], set[str]]:
    """Names of the rules by which we blame a message."""
    reader = Reader(published(), scheme=Scheme())

    def find(function: Function, side: str, document: etree._Element) -> set[str]:
        text = etree.tostring(document)
        found = reader.read_alone(side, text, fun_code=function.code or function.name).findings
        return {one.name for one in found if one.severity != "note"}

    return find


def as_nested(document: etree._Element, part: Part) -> etree._Element:
    """`document` with its rows where the sample has them: in wrappers that the table does not know."""
    nestings = [doubt.value.split("/") for doubt in part.doubts if doubt.kind == "nesting"]
    if not nestings:
        return document
    before = part.sample.partition(f"<{nestings[0][0]}>")[0]
    inside = [child for child in document if f"<{child.tag}>" not in before]
    wrapper = document
    for name in nestings[0]:
        wrapper = etree.SubElement(wrapper, name)
    wrapper.extend(inside)
    return document


def sides(function: Function) -> Iterator[tuple[str, etree._Element]]:
    for side, part in (("request", function.request), ("response", function.response)):
        if part.fields:
            yield side, xml.parse(good_xml(published(), part.tree))


@with_every_function
def test_a_message_built_from_the_catalog_is_valid(function):
    schema_of_function = compiled(function)
    for _, document in sides(function):
        assert schema_of_function.validate(document), schema_of_function.error_log


@with_every_function
def test_a_deviation_that_we_blame_is_invalid_and_any_other_is_valid(function, blamed):
    schema_of_function = compiled(function)
    for side, document in sides(function):
        part = function.request if side == "request" else function.response
        vague = {field.name for field in part.fields if field.doubted("duplicate") or field.type == "XML"}
        for what, deviating in deviations(as_nested(document, part), vague):
            names = blamed(function, side, deviating)
            if not names & BEYOND_A_SCHEMA:
                assert schema_of_function.validate(deviating) == (not names), (side, what, names)


def deviations(document: etree._Element, vague: set[str]) -> Iterator[tuple[str, etree._Element]]:
    """`document` with one value left out, emptied, changed, repeated, called something else; one thing at a time.

    Fields in `vague` are left alone: a row printed twice may stand once or twice, which no schema can say without order.
    """
    for number, element in enumerate(document.iter()):
        if len(element) or element.tag in vague:
            continue
        for what in ("absent", "empty", "text", "long", "twice", "unknown"):
            changed = copy.deepcopy(document)
            victim = list(changed.iter())[number]
            match what:
                case "absent":
                    victim.getparent().remove(victim)
                case "empty":
                    victim.text = ""
                case "text":
                    victim.text = "不"
                case "long":
                    victim.text = "1" * 4000
                case "twice":
                    victim.addnext(copy.deepcopy(victim))
                case "unknown":
                    victim.tag = "NOT_OF_THIS_INTERFACE"
            yield f"{element.tag} {what}", changed


@with_every_function
def test_the_published_samples_are_valid_where_we_blame_them_for_nothing(function, blamed):
    schema_of_function = compiled(function)
    for side, part in (("request", function.request), ("response", function.response)):
        for sample in part.samples if part.root else ():
            try:
                document = xml.parse(sample)
            except MarkupError:
                continue
            for element in list(document.iter()):
                if (element.text or "").strip() in ELLIPSES and element.tag != "Medical_Insurance":
                    element.getparent().remove(element)
            names = blamed(function, side, document)
            if not names & BEYOND_A_SCHEMA:
                assert schema_of_function.validate(document) == (not names), (side, names)


def test_fields_may_stand_in_any_order():
    document = xml.parse(good_xml(published(), published().function("2005").request.tree))
    document[:] = reversed(document)
    assert compiled(published().function("2005")).validate(document)


def test_rows_may_stand_flat_or_in_the_wrapper_that_the_sample_shows():
    function = published().function("3004")
    (_, flat) = list(sides(function))[1]
    nested = xml.parse("<RES><COUNT>1</COUNT><DEPT_LIST/></RES>")
    nested[1].extend(copy.deepcopy(list(flat)))
    assert compiled(function).validate(flat)
    assert compiled(function).validate(nested)
    nested[1].remove(nested[1][0])
    assert not compiled(function).validate(nested)


def test_the_root_of_the_sample_is_as_good_as_that_of_the_table():
    function = published().function("3005")
    for side, document in sides(function):
        document.tag = {"request": "Request", "response": "Response"}[side]
        assert compiled(function).validate(document)


def test_an_annotation_says_what_the_text_says_and_where_it_is_in_doubt():
    text = schema(published(), published().function("2001"))
    assert "<xs:documentation>科室名称</xs:documentation>" in text
    assert "The sample spells it DEPARTTYPE." in text
    assert "<xs:documentation>2001 GetDeptInfo 科室查询接口" in text


def test_codes_carry_their_meaning():
    text = schema(published(), published().function("2007"))
    assert '<xs:enumeration value="3">' in text
    assert "<xs:documentation>保密</xs:documentation>" in text


def test_an_overlay_is_in_the_schema(tmp_path):
    (tmp_path / "functions").mkdir()
    text = "code = '1001'\n[request]\nfields = [{ name = 'IP', length = 4 }]"
    (tmp_path / "functions" / "net_test.toml").write_text(text, "utf-8")
    catalog = in_use(tmp_path)
    function = catalog.function("1001")
    assert not compiled(function, catalog).validate(
        xml.parse("<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>10.0.0.1</IP></REQ>")
    )
    assert f"overlay {tmp_path.name}" in schema(catalog, function)


def test_where_the_text_leaves_the_names_to_the_hospital_anything_is_valid():
    assert compiled(published().function("4004")).validate(xml.parse("<RES><DAY><ITEM>1</ITEM></DAY></RES>"))


def test_signs_that_mean_something_in_a_pattern_are_taken_as_they_are(tmp_path):
    (tmp_path / "functions").mkdir()
    text = "code = '1001'\n[response]\nfields = [{ name = 'SYSDATE', format = 'YYYY.MM.DD (HH24)' }]"
    (tmp_path / "functions" / "net_test.toml").write_text(text, "utf-8")
    catalog = in_use(tmp_path)
    check = compiled(catalog.function("1001"), catalog)
    assert check.validate(xml.parse("<RES><SYSDATE>2026.11.23 (09)</SYSDATE></RES>"))
    assert not check.validate(xml.parse("<RES><SYSDATE>2026-11-23 (09)</SYSDATE></RES>"))
