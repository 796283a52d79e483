import pytest

from hisight.catalog import Field
from hisight.reading import meaning


def field(**facts) -> Field:
    given = {"name": "X", "parent": "REQ", "type": "String", "length": None, "required": False, "description": ""}
    return Field(**{**given, "place": "REQ", **facts})


@pytest.mark.parametrize(
    ("value", "facts", "words"),
    [
        ("2", {"table": "性别"}, "女"),
        (" 2 ", {"codes": {"2": "专家"}}, "专家"),
        ("9", {"table": "性别"}, ""),
        ("2550", {"unit": "fen"}, "25.50 yuan"),
        ("-123456789", {"unit": "fen"}, "-1,234,567.89 yuan"),
        ("25.50", {"unit": "fen"}, ""),
        ("25.50", {"unit": "yuan"}, ""),
        ("2026-11-23", {"format": "YYYY-MM-DD"}, "Monday"),
        ("20261129", {"format": "YYYYMMDD"}, "Sunday"),
        ("2026/11/25 08:00", {"format": "YYYY-MM-DD"}, "Wednesday"),
        ("2026-02-30", {"format": "YYYY-MM-DD"}, ""),
        ("tomorrow", {"format": "YYYY-MM-DD"}, ""),
        ("08:00", {"format": "HH24:MI"}, ""),
        ("1980-01-01", {"format": "YYYY-MM-DD", "name": "BIRTHDAY"}, ""),
        ("", {"table": "性别"}, ""),
        ("anything", {}, ""),
    ],
)
def test_a_value_means_what_table_unit_or_calendar_say(catalog, value, facts, words):
    assert str(meaning.of_value(value, field(**facts), catalog)) == words


def test_a_value_without_a_published_field_means_nothing_more(catalog):
    assert not str(meaning.of_value("2", None, catalog))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("FUN_CODE", "2007", "预约和挂号接口"),
        ("FUN_CODE", "none", "号源锁定"),
        ("RETURN_CODE", "7", "签名不正确"),
        ("RETURN_CODE", "200505", "该排班挂号已满（无剩余号源）"),
        ("RETURN_CODE", "777777", ""),
        ("USER_ID", "u", ""),
    ],
)
def test_the_envelope_s_codes_are_looked_up(catalog, name, value, words):
    assert words in str(meaning.of_envelope(name, value, catalog.function("2005"), catalog))


def test_an_unknown_function_has_no_title(catalog):
    assert not str(meaning.of_envelope("FUN_CODE", "none", None, catalog))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"length": 32, "required": True}, "String(32), required"),
        ({"type": "Int"}, "Int"),
        ({"type": "", "list": True, "required": True}, "list, required"),
        ({"type": ""}, "group"),
    ],
)
def test_the_type_of_a_field_in_few_words(facts, words):
    assert str(meaning.of_type(field(**facts))) == words


def test_an_unknown_field_has_no_type():
    assert not str(meaning.of_type(None))
