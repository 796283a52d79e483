from dataclasses import replace

import pytest

from hisight.capture import Row, Summary
from hisight.catalog import published
from hisight.gui.suggestions import MOST, Suggestions, field_names

ROW = Row(7, 0.0, 1.0, "http://his.example:8080/svc", 200, "", "proxy", None, 0, "ask Li", Summary(7, user_id="u1"))


@pytest.fixture
def suggestions():
    return Suggestions(published(), lambda: (ROW, replace(ROW, summary=Summary(8, user_id="u2")), ROW))


def texts(suggestions, text: str) -> list[str]:
    return [one.text for one in suggestions.of(text, len(text))]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("fun:20", "2001"),
        ("fun:LockReg", "2005"),
        ("fun:号源锁定", "2005"),
        ("code:20050", "200501"),
        ("user:", "u1"),
        ("host:his", "his.example:8080"),
        ("status:2", "200"),
        ("comment:", '"ask Li"'),
        ("mark:Te", "3"),
        ("finding:FLD00", "FLD001"),
        ("lock_i", "LOCK_ID="),
        ("sign:ba", "bad"),
    ],
)
def test_names_and_known_values_are_offered_the_likeliest_first(suggestions, text, first):
    found = texts(suggestions, text)
    assert first in found[:3], found


def test_a_value_stands_beside_what_it_means(suggestions):
    (found,) = [one for one in suggestions.of("fun:2005", 8) if one.text == "2005"]
    assert "号源锁定" in str(found.help)
    assert [str(one.help) for one in suggestions.of("mark:1", 6)] == ["Vermilion"]


def test_a_whole_name_offers_its_operators(suggestions):
    assert texts(suggestions, "ms")[:5] == ["ms!=", "ms>", "ms>=", "ms<", "ms<="]
    assert texts(suggestions, "fun")[0] == "fun!="


def test_nothing_is_offered_for_what_nobody_knows_and_never_too_much(suggestions):
    assert texts(suggestions, "no such thing") == []
    assert len(texts(suggestions, "I")) <= MOST


def test_the_fields_of_the_interface_are_known_once_each():
    names = field_names(published())
    assert len(names) == len(set(names)) > 100
    assert "LOCK_ID" in names
