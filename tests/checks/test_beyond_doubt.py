from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from hisight.checks import Occasion, all_rules, beyond_doubt

VALUES = (
    *(
        "",
        "1",
        "0",
        "12",
        "1500",
        "-1",
        "+1",
        "1" * 19,
        "1" * 20,
        "12.50",
        "12.5",
        "1.234",
        "١٢",
        "男",
        "x" * 33,
        "x" * 500,
    ),
    *("2026-11-23", "2026-02-30", "0000-01-01", "2026/11/23", "20261123", "2026-11-31", "2026-11-28", "11-23"),
    *("2026-11-23 09:30:15", "2026-11-23 24:00:00", "09:30", "9:30", "24:00", "08:00-12:00", "0800-1200", "a\nb"),
)


def test_of_a_value_that_is_beyond_doubt_no_rule_says_anything(catalog):
    rules = [rule for rule in all_rules().values() if rule.when == {Occasion.VALUE}]
    parts = [part for function in catalog.functions for part in (function.request, function.response)]
    told, plain = 0, 0
    for field in [field for part in parts for field in part.fields]:
        codes = list(catalog.codes_of(field) or ())[:2]
        for value in (*VALUES, *codes):
            if not value or not holds(field, catalog, value):
                continue
            plain += 1
            line = SimpleNamespace(name=field.name, path=field.name, field=field)
            subject = SimpleNamespace(doubtful=[(field, [(line, value)])], catalog=catalog, place=lambda _field: "")
            told += sum(len(list(rule.check(subject))) for rule in rules)
    assert len(rules) == 6
    assert told == 0
    assert plain > 1000


def test_nearly_every_right_value_is_beyond_doubt(catalog):
    order = {field.name: field for field in catalog.function("2007").request.fields}
    assert holds(order["HOSPITAL_ID"], catalog, "1001")
    assert not holds(order["HOSPITAL_ID"], catalog, "1" * 1000)
    money = [field for field in order.values() if field.unit == "fen"]
    assert money
    assert all(holds(field, catalog, "1500") and not holds(field, catalog, "15.00") for field in money)


@given(st.text(max_size=40))
def test_any_value_can_be_asked_about(catalog, value):
    for field in catalog.function("2007").response.fields:
        assert holds(field, catalog, value) in (True, False)


def holds(field, catalog, value):
    most, pattern = beyond_doubt.of(field, catalog)
    return len(value) <= most and (pattern is None or pattern.fullmatch(value) is not None)
