import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.explain import is_beyond_doubt, recognise

COMMON = [
    raw.decode("gb2312")
    for raw in (bytes([lead, trail]) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    if raw < b"\xd7\xfa"
]
"""The 3,755 characters of GB2312's first level."""

GOOD = st.text(st.sampled_from([*COMMON, *"（），。：；、“”《》—…·①②Ⅰ℃×±αβγ 09AZaz-/.%?"]), max_size=30)
WORDS = st.text(st.sampled_from(COMMON), min_size=2, max_size=12)


def _strings(catalog):
    for function in catalog.functions:
        yield from (function.title, function.description, *function.return_codes.values())
        for part in (function.request, function.response):
            yield part.sample
            for field in part.fields:
                yield from (field.description, *(field.codes or {}).values())
                yield from (doubt.note.zh for doubt in field.doubts)
    for table in catalog.code_tables.values():
        yield from table.values()
    yield from (*catalog.return_codes.values(), *catalog.rules)


def test_no_string_of_the_catalog_is_mojibake(catalog):
    for string in _strings(catalog):
        for word in (string, *string.split(), *(string[at : at + 3] for at in range(len(string)))):
            assert recognise(word) is None, word


@given(GOOD)
def test_good_text_is_never_mojibake(text):
    assert recognise(text) is None or "??" in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "IFN-α",
        "β2 微球蛋白",
        "5×10³/L",
        "1.73m²",
        "36.5℃±0.2",
        "m²·h",
        "µg·m²",
        "°±",
        "Müller",
        "Ärzte",
        "дом",
        "μ²",
        *("王喆", "朱镕", "㎡", "•", "？？", "患者?", "買買提·阿卜杜拉", "カタカナ", "한국어", "العربية"),
    ],
)
def test_what_only_looks_foreign_is_left_alone(text):
    assert recognise(text) is None


@pytest.mark.parametrize(
    ("text", "written", "read", "meant"),
    [
        ("鍐呯\ue756闂ㄨ瘖", "UTF-8", "GBK", "内科门诊"),
        ("鍐呯�闂ㄨ瘖", "UTF-8", "GBK", "内�门诊"),
        ("璇ユ帓鐝?鎸傚彿宸叉弧", "UTF-8", "GBK", "该排�挂号已满"),
        ("涓€绾у尰闄?", "UTF-8", "GBK", "一级医�"),
        ("鐢稟", "UTF-8", "GBK", "男A"),
        ("鐜嬪枂", "UTF-8", "GBK", "王喆"),
        ("å†…ç§‘é—¨è¯Š", "UTF-8", "Latin-1", "内科门诊"),
        ("å\x86\x85ç§\x91", "UTF-8", "Latin-1", "内科"),
        ("ÄÚ¿ÆÃÅÕï", "GBK", "Latin-1", "内科门诊"),
        ("ÄÐ", "GBK", "Latin-1", "男"),
        ("ҽԺ", "GBK", "UTF-8", "医院"),
        ("锟节匡拷锟斤拷", "", "", ""),
        ("���Ҳ�����", "", "", ""),
        ("????", "", "", ""),
    ],
)
def test_what_was_meant_is_named(text, written, read, meant):
    found = recognise(text)
    assert (found.written, found.read, found.meant) == (written, read, meant)
    assert not is_beyond_doubt(f"<A>{text}</A>")


@given(WORDS)
def test_utf_8_read_as_gbk_is_found_and_read_back(word):
    misread = word.encode().decode("gb18030", "replace")
    found = recognise(misread)
    if found is None:  # by chance it gave characters of GB2312 alone, or nothing but pairs that are lost
        assert is_beyond_doubt(misread)
    elif found.meant:
        assert re.fullmatch(".*".join(map(re.escape, found.meant.split("\ufffd"))), word)


@pytest.mark.parametrize(("written", "name"), [("utf-8", "UTF-8"), ("gbk", "GBK")])
@given(word=WORDS)
def test_anything_read_as_latin_is_found_and_read_back(written, name, word):
    found = recognise(word.encode(written).decode("latin-1"))
    if found is None:  # a word of signs alone, such as °±, could as well be meant
        assert written == "gbk"
        assert not any(one.isalpha() and one not in "µºª" for one in word.encode("gbk").decode("latin-1"))
    else:
        assert (found.written, found.read, found.meant) == (name, "Latin-1", word)


@given(st.text(max_size=30))
def test_any_text_is_looked_at_without_an_error(text):
    found = recognise(text)
    assert found is None or not is_beyond_doubt(text)
