import dataclasses

import pytest

from hisight import wording
from hisight.catalog import Field, Function, Part, search
from hisight.cli.catalog_page import describe, listing, listing_of_hits
from hisight.columns import width


@pytest.fixture(autouse=True)
def page(monkeypatch):
    """A page of 100 columns."""
    monkeypatch.setenv("COLUMNS", "100")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_function_fits_the_page_but_for_what_cannot_be_torn(catalog, language):
    wording.use(language)
    for function in catalog.functions:
        samples = {f"    {line}" for part in (function.request, function.response) for line in part.sample.splitlines()}
        for line in describe(catalog, function):
            assert width(line) <= 100 or line in samples, (function.label, line)
            assert line == line.rstrip() or line in samples


def test_columns_stand_below_each_other_whatever_the_language(catalog):
    lines = describe(catalog, catalog.function("2005"))
    rows = [line for line in lines if " REQ " in line]
    assert len({width(line[: line.index("REQ")]) for line in rows}) == 1
    described = [line for line in rows if "√" in line]
    assert len({width(line[: line.index("√")]) for line in described}) == 1


def test_a_row_stands_below_its_group(catalog):
    lines = describe(catalog, catalog.function("2007"))
    indents = {line.split()[0]: len(line) - len(line.lstrip()) for line in lines if line.strip()}
    assert (indents["RULE_GROUP"], indents["RULE_INFO"], indents["RULE_VALUE"]) == (2, 4, 6)
    assert any(line.split()[:3] == ["RULE_GROUP", "REQ", "list"] for line in lines if line.strip())


def test_all_rows_tables_doubts_samples_and_return_codes_are_told(catalog):
    for function in catalog.functions:
        text = "\n".join(describe(catalog, function))
        folded = "".join(text.split())
        for part in (function.request, function.response):
            for field in part.fields:
                assert "".join(field.description.split()) in folded
                assert all("".join(str(doubt.note).split()) in folded for doubt in field.doubts)
            assert all("".join(sample.split()) in folded for sample in part.samples)
            assert all("".join(str(one.note).split()) in folded for one in (*part.doubts, *part.extra))
        assert all(code in text and meaning in text for code, meaning in function.return_codes.items())


def test_a_narrow_terminal_still_gets_a_column_for_the_text(catalog, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    assert max(map(width, describe(catalog, catalog.function("1001")))) <= 80


def test_what_an_overlay_changed_is_marked(catalog):
    row = Field(
        "KIND", "REQ", "Int", None, required=True, description="类别", place="REQ", codes={"7": "特需"}, overlay="east"
    )
    function = Function("1", "F", "功能", "", "read", "", Part("REQ", (row,)), Part("", ()), {}, overlay="east")
    lines = describe(catalog, function)
    assert lines[0] == "1 F 功能 (-) · read"
    assert lines[2] == "! As the overlay “east” has it, not as published."
    assert [line.strip() for line in lines if "7-" in line] == ["7-特需"]
    assert sum("As the overlay" in line for line in lines) == 2


def test_a_group_inside_itself_ends(catalog):
    rows = [Field(name, name, "", None, required=True, description="", place=name) for name in ("A", "B")]
    function = dataclasses.replace(catalog.function("1001"), request=Part("REQ", tuple(rows)))
    assert any(line.split() == ["A", "A", "-", "√"] for line in describe(catalog, function))


def test_the_list_has_a_line_a_function(catalog):
    wording.use("zh")
    (line,) = listing([catalog.function("2005")])
    assert line.split() == ["2005", "LockReg", "写入", "3.1.3.6", "号源锁定接口"]


def test_what_was_found_says_where(catalog):
    firsts = [
        listing_of_hits(search(catalog, text)[:1])[0].split()[:3]
        for text in ("RETURN_MSG", "签名不正确", "港澳", "UTF-8", "DEPARTTYPE", "2005")
    ]
    assert firsts == [
        ["ROOT", "response", "RETURN_MSG"],
        ["4.1", "7", "签名不正确"],
        ["4.2", "证件类型", "2-港澳居民来往内地通行证"],
        ["2.2", "1", "所有请求返回"],
        ["2001", "GetDeptInfo", "response"],
        ["2005", "LockReg", "号源锁定接口"],
    ]
    assert "? " in listing_of_hits(search(catalog, "DEPARTTYPE"))[0]
