import tomllib
from datetime import date

import pytest

from hisight import paths
from hisight.privacy import KINDS
from hisight.privacy.patterns import DATE, day_of, known_by_shape


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("000000199001010059", [("id-number", "000000199001010059")]),
        ("证件000000199001010059，已登记", [("id-number", "000000199001010059")]),
        ("00000019900101005X", [("id-number", "00000019900101005X")]),
        ("00000019900101005x", [("id-number", "00000019900101005x")]),
        ("without check digit 00000019900101005.", [("id-number", "00000019900101005")]),
        ("电话10012345678。", [("phone", "10012345678")]),
        ("+8610012345678", [("phone", "10012345678")]),
        ("86-10012345678", [("phone", "10012345678")]),
        ("110012345678", []),
        ("A10012345678", []),
        ("000000199013010059", []),
        ("0000001990010100590", []),
        ("order 20261123000012", []),
    ],
)
def test_identity_and_mobile_numbers_are_known_by_their_shape(text, found):
    assert list(known_by_shape(text)) == found


@pytest.mark.parametrize(
    "text", ["1990-01-02", "19900102", "1990/1/2", "1990年01月02日", "1990-01-02 08:30:00", "19900102083000"]
)
def test_a_day_is_read_in_any_of_its_forms(text):
    found = DATE.fullmatch(text)
    assert found
    assert day_of(found) == date(1990, 1, 2)


def test_a_day_that_no_calendar_has_is_none():
    found = DATE.fullmatch("1990-02-30")
    assert found
    assert day_of(found) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("患者姓名：李望舒，电话 0512-12345678", [("name", "李望舒"), ("phone", "0512-12345678")]),
        ("患者张三先生于昨日", [("name", "张三")]),
        ('{"姓名": "欧阳小明"}', [("name", "欧阳小明")]),
        ("姓名=李正;性别=男", [("name", "李正")]),
        ("出生日期：1990年1月1日", [("birthday", "1990年1月1")]),
        ("住址为示例市示例区示例路12号3室", [("address", "示例市示例区示例路12号3室")]),
        ("医保号 A00012345", [("insurance", "A00012345")]),
        ("身份证:000000900101005", [("id-number", "000000900101005")]),
        ("卡号：C88001234 不存在", [("card", "C88001234")]),
        ("患者高血压三年", []),
        ("患者信息不存在", []),
        ("姓名不能为空", []),
        ("姓名：高", []),
        ("联系电话不能为空", []),
    ],
)
def test_what_stands_behind_a_word_that_announces_it_is_known(text, found):
    assert list(known_by_shape(text)) == found


def test_every_pattern_is_of_a_known_kind_and_finds_something_behind_each_of_its_labels():
    examples = {
        "name": "李望舒先生",
        "phone": "0512-12345678",
        "id-number": "000000900101005",
        "birthday": "1990-01-01",
        "address": "示例市示例路12号",
        "insurance": "A00012345",
        "card": "C88001234",
    }
    document = tomllib.loads((paths.resources() / "privacy.toml").read_text("utf-8"))
    for entry in document["pattern"]:
        assert entry["kind"] in KINDS
        for label in entry["labels"]:
            kinds = [kind for kind, _ in known_by_shape(f"{label}：{examples[entry['kind']]}")]
            assert entry["kind"] in kinds, label
