import pickle

import pytest

from hisight.privacy.value_index import PatientValue, occurs
from hisight.privacy.values import KINDS, PatientValues


def holding(*values: tuple[str, str], public: str = "") -> PatientValues:
    made = PatientValues(public)
    for kind, text in values:
        made.add(PatientValue(kind, text, "#1 request REQ/X"))
    return made


def found(values: PatientValues, text: str) -> list[str]:
    return [text[one.start : one.end] for one in values.occurrences(text)]


@pytest.mark.parametrize(
    ("kind", "value", "text", "count"),
    [
        ("name", "李正", "患者李正先生", 1),
        ("name", "李", "患者李正", 0),
        ("name", "LI ZHENG", "Li Zheng, Li Zhengfu", 1),
        ("id-number", "000000199001010059", "x000000199001010059x", 1),
        ("id-number", "00000019900101005X", "00000019900101005x", 1),
        ("patient-id", "1234", "id=1234;", 1),
        ("patient-id", "1234", "12345 A1234 1234f", 0),
        ("patient-id", "123", "id=123;", 0),
        ("card", "C88001234", "XC880012345", 1),
        ("birthday", "19900101", "born 19900101T", 1),
        ("birthday", "19900101", "000000199001010059", 0),
        ("birthday", "1990-01-01", "1990-01-012", 0),
        ("diagnosis", "上呼吸道感染", "诊断:上呼吸道感染", 1),
    ],
)
def test_a_value_is_found_as_a_word_of_its_own_or_where_it_is_unmistakable(kind, value, text, count):
    assert len(found(holding((kind, value)), text)) == count
    if len(value) > 3:
        assert occurs(PatientValue(kind, value, ""), text) == bool(count)


def test_the_longest_value_is_found_and_none_over_another():
    values = holding(("name", "张三"), ("name", "张三丰"), ("name", "三丰"))
    assert found(values, "张三丰与张三") == ["张三丰", "张三"]


def test_nothing_is_found_when_there_is_nothing():
    assert found(PatientValues(), "李正 000000199001010059") == []


def test_what_the_interface_says_itself_is_not_looked_for():
    values = holding(("name", "未知"), ("patient-id", "2005"), ("patient-id", "3006"), public="未知的来源 2005 LockReg")
    assert found(values, "未知 2005 3006") == ["3006"]
    values.keep("3006")
    assert found(values, "未知 2005 3006") == []


def test_only_a_short_word_is_kept():
    values = holding(("id-number", "000000199001010059"))
    values.keep("000000199001010059")
    assert found(values, "000000199001010059")


def test_a_value_is_replaced_in_every_spelling_by_the_same():
    values = holding(("name", "李望舒"))
    stand_in = values.stand_ins.of("name", "李望舒")
    assert values.replaced("<A>李望舒</A>") == f"<A>{stand_in}</A>"
    assert values.replaced("\\u674e\\u671b\\u8212!") == "".join(f"\\u{ord(one):04x}" for one in stand_in) + "!"
    assert values.replaced("nobody") == "nobody"


def test_the_first_kind_of_a_value_counts():
    values = holding(("password", "10012345678"), ("phone", "10012345678"))
    assert [value.kind for value in values.all] == ["password"]


def test_what_was_replaced_is_counted_by_kind():
    values = holding(("name", "李望舒"), ("name", "张三"), ("card", "C88001234"))
    values.replaced("李望舒 C88001234 李望舒")
    assert values.replaced_by_kind() == {"name": 1, "card": 1}


def test_whoever_has_a_copy_replaces_by_the_same_and_what_he_replaced_is_counted_here():
    values = holding(("name", "李望舒"), ("card", "C88001234"), ("birthday", "1990-01-01"))
    values.choose()
    assert values.replaced_by_kind() == {}
    copy = pickle.loads(pickle.dumps(values))
    text = "李望舒 C88001234 1990-01-01"
    assert copy.replaced(text) == values.replaced(text) != text
    assert copy.stand_ins.gave(copy.stand_in("name", "李望舒"))
    copy.add(PatientValue("phone", "10012345678", "#2"))
    assert copy.stand_in("phone", "10012345678") != "10012345678"
    other = holding(("name", "李望舒"), ("card", "C88001234"))
    other.note_changed(copy.changed - {"C88001234"})
    assert other.replaced_by_kind() == {"name": 1}


def test_no_stand_in_holds_a_value():
    values = holding(
        *(("name", f"测试{last}") for last in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌"), ("name", "李望舒")
    )
    stand_in = values.stand_ins.of("name", "李望舒")
    assert found(values, stand_in) == []
    assert stand_in[0] == "测"


def test_every_kind_of_the_catalog_has_words(catalog):
    parts = [part for function in catalog.functions for part in (function.request, function.response)]
    assert {field.patient for part in parts for field in part.fields} - {""} <= set(KINDS)
