import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.explain.texts import COMMON, RARE, SPOILED, SURNAMES, misread

from hisight.explain.charset import explain, is_beyond_doubt, short
from hisight.explain.charset_changes import LOSSES, MISREADINGS

TEXT = "示例市第一人民医院内科门诊王喆"
GOOD = st.text(st.sampled_from([*COMMON, *"（），。：；、“”《》—…·①②Ⅰ℃×±αβγ 09AZaz-/.%"]), max_size=30)
WORDS = st.text(st.sampled_from(COMMON), min_size=2, max_size=12)
NAMES = st.builds(
    "".join,
    st.tuples(st.sampled_from(SURNAMES), st.text(st.sampled_from([*COMMON, *RARE * 20]), min_size=1, max_size=3)),
)
ADDRESSES = st.builds(
    "{}市{}区{}路{}号{}小区{}幢{}室".format, *[st.text(st.sampled_from([*COMMON, *RARE]), min_size=1, max_size=3)] * 3,
    st.integers(1, 999), st.text(st.sampled_from([*COMMON, *RARE * 20]), min_size=1, max_size=4), st.integers(1, 99), st.just("A"),
)  # fmt: skip


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


def test_no_string_of_the_catalog_is_spoiled(catalog):
    for string in _strings(catalog):
        for word in (string, *string.split(), *(string[at : at + 3] for at in range(len(string)))):
            assert explain(word) is None, word


@given(st.one_of(GOOD, NAMES, ADDRESSES))
def test_good_text_is_never_spoiled(text):
    assert explain(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
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
        ),
        *(
            "王喆",
            "朱镕",
            "濮珺",
            "濮鸿喆",
            "㙓",
            "㎡",
            "•",
            "？？",
            "患者?",
            "μ²",
            "買買提·阿卜杜拉",
            "カタカナ",
            "한국어",
        ),
        *("العربية", "http://a/?b=1&c=2", "AT&T", "C:\\users", "?", "a?b?", "好吗??"),
    ],
)
def test_what_only_looks_foreign_is_left_alone(text):
    assert explain(text) is None


@pytest.mark.parametrize(
    ("text", "names", "meant"),
    [
        ("鍐呯\ue756闂ㄨ瘖", "utf-8-as-gbk", "内科门诊"),
        ("鍐呯�闂ㄨ瘖", "utf-8-as-gbk", "内�门诊"),
        ("璇ユ帓鐝?鎸傚彿宸叉弧", "utf-8-as-gbk", "该排�挂号已满"),
        ("涓€绾у尰闄?", "utf-8-as-gbk", "一级医�"),
        ("鐜嬪枂", "utf-8-as-gbk", "王喆"),
        ("å†…ç§‘é—¨è¯Š", "utf-8-as-windows-1252", "内科门诊"),
        ("å\x86\x85ç§\x91", "utf-8-as-latin-1", "内科"),
        ("å�…ç§‘é—¨è¯Š", "utf-8-as-windows-1252", "�科门诊"),
        ("ÄÚ¿ÆÃÅÕï", "gbk-as-latin-1", "内科门诊"),
        ("ÄÐ", "gbk-as-latin-1", "男"),
        ("Íõ†´", "gbk-as-windows-1252", "王喆"),
        ("ÖìéF»ù", "gbk-as-latin-1", "朱镕基"),
        ("ҽԺ", "gbk-as-utf-8", "医院"),
        ("\\u5185\\u79d1", "escapes", "内科"),
        ("&#x4E2D;&#22269;", "references", "中国"),
        ("A&amp;amp;B", "references", "A&amp;B"),
        ("&amp;喆堃", "references", "&喆堃"),
        ("\\ud842\\udfb7", "escapes", "\U00020bb7"),
        ("&#x941C;\\u5b2a&#x6782;", "utf-8-as-gbk references escapes", "王喆"),
        ("锟节匡拷锟斤拷", "lost-bytes utf-8-as-gbk", "���"),
        ("ï¿½ï¿½ï¿½", "lost-bytes utf-8-as-latin-1", "��"),
        ("���Ҳ�����", "lost-bytes", "�����"),
        ("示例市��示例区", "torn-character", "示例市�示例区"),
        ("????", "lost-characters", "����"),
        ("2026?11?23?", "lost-characters", "2026�11�23�"),
    ],
)
def test_what_happened_and_what_was_meant_is_named(text, names, meant):
    explanation = explain(text)
    assert (" ".join(explanation.names), explanation.meant) == (names, meant)
    assert not is_beyond_doubt(f"<A>{text}</A>")
    assert explanation.found == text
    assert all(
        change.words.en in explanation.words.en and change.words.zh in explanation.words.zh
        for change in explanation.changes
    )


LATIN = [name for name in SPOILED if name.endswith(("latin-1", "1252"))]
TWICE = [(first, then) for first in ("utf-8-as-gbk", *LATIN) for then in SPOILED if then.startswith("utf-8")]
TWICE.remove(("gbk-as-windows-1252", "utf-8-as-gbk"))  # what is lost between is half of a pair: see the next test


@pytest.mark.parametrize("names", [*((name,) for name in SPOILED if name != "gbk-as-utf-8"), *TWICE])
def test_every_variant_comes_back_as_just_that_variant(names):
    explanation = explain(misread(TEXT, *names))
    assert explanation.names == names
    assert re.fullmatch(".{1,3}".join(map(re.escape, explanation.meant.split("\ufffd"))), TEXT)
    assert (explanation.recoverable == "wholly") == (explanation.meant == TEXT)


def test_a_gap_in_gbk_is_not_bridged():
    assert explain(misread("王喆", "gbk-as-windows-1252", "utf-8-as-gbk")).names == ("lost-bytes",)


@pytest.mark.parametrize("then", [name for name in SPOILED if name.startswith("utf-8")])
def test_what_was_lost_first_is_lost_whatever_came_then(then):
    explanation = explain(misread(TEXT, "gbk-as-utf-8", then))
    assert explanation.names in (("lost-bytes", then), ("lost-bytes", then.replace("windows-1252", "latin-1")))
    assert explanation.recoverable == "no"
    assert abs(explanation.lost - len(TEXT)) <= 2


def test_every_change_there_is_is_among_those_that_are_tried_out():
    assert {change.name for change in MISREADINGS} == {*SPOILED}
    assert {change.name for change in LOSSES} == {"torn-character", "lost-bytes", "lost-characters"}


@given(WORDS)
def test_utf_8_read_as_gbk_is_found_and_read_back(word):
    misread_word = misread(word, "utf-8-as-gbk")
    explanation = explain(misread_word)
    if explanation is None:  # by chance it gave characters of GB2312 alone
        assert is_beyond_doubt(misread_word)
    elif explanation.recoverable != "no":
        assert re.fullmatch(".*".join(map(re.escape, explanation.meant.split("\ufffd"))), word)


@pytest.mark.parametrize("name", ["utf-8-as-latin-1", "utf-8-as-windows-1252", "gbk-as-latin-1"])
@given(word=WORDS)
def test_anything_read_as_latin_is_found_and_read_back(name, word):
    explanation = explain(misread(word, name))
    if explanation is None:  # a word of signs alone, such as °±, could as well be meant
        assert name.startswith("gbk")
        assert not any(one.isalpha() and one not in "µºª" for one in misread(word, name))
    else:
        assert explanation.meant == word
        assert explanation.names in ((name,), (name.replace("windows-1252", "latin-1"),))


def test_one_misreading_is_named_before_two_that_come_to_the_same():
    assert explain(misread("一专", "gbk-as-latin-1")).names == ("gbk-as-latin-1",)


@given(st.text(max_size=30))
def test_any_text_is_looked_at_without_an_error(text):
    explanation = explain(text)
    assert explanation is None or not is_beyond_doubt(text)


@pytest.mark.parametrize(
    ("text", "recoverable", "lost", "words"),
    [
        ("鐜嬪枂", "wholly", 0, "“鐜嬪枂” for “王喆”: UTF-8 was read as GBK; all of it can be recovered."),
        ("涓€绾у尰闄?", "in part", 1, "1 character is lost, the rest can be recovered."),
        ("锟斤拷锟斤拷", "no", 2, "about 2 characters are lost and cannot be recovered."),
        ("????", "no", 4, "became ?; 4 characters are lost and cannot be recovered."),
        ("示例市�示例区", "in part", 1, "“示例市�示例区”: the bytes of a character were torn apart"),
    ],
)
def test_it_says_how_much_can_be_had_back(text, recoverable, lost, words):
    explanation = explain(text)
    assert (explanation.recoverable, explanation.lost) == (recoverable, lost)
    assert words in explanation.words.en


def test_the_chinese_sentence_reads_as_one():
    assert explain("鐜嬪枂").words.zh == "“鐜嬪枂”原文是“王喆”：UTF-8 被当作 GBK 读取；可以完全恢复。"
    assert explain("????").words.zh.endswith("4 个字符已经丢失，无法恢复。")


def test_a_long_text_is_quoted_by_its_beginning():
    assert short("a \n b" + "内" * 30) == "a b" + "内" * 21 + "…"
    assert short("å\x85") == "å\x85"


LARGE = "".join(COMMON) * 6
SIZE = 64 * 1024


@pytest.mark.parametrize(
    "text",
    [
        misread(LARGE, "utf-8-as-gbk")[: SIZE // 3],
        misread(LARGE[:9000], "utf-8-as-latin-1", "utf-8-as-gbk")[: SIZE // 3],
        misread(LARGE, "gbk-as-latin-1")[: SIZE // 2],
        "\\u5185" * (SIZE // 6),
        "&#x9428;" * (SIZE // 8),
        "\ufffd" * (SIZE // 3),
        "?" * SIZE,
        "".join(map(chr, range(0x3400, 0x9FFF)))[: SIZE // 3],
        "".join(map(chr, range(0xA1, 0x100))) * 300,
    ],
)
def test_the_largest_values_are_explained_in_half_a_second(text):
    started = process_time()
    explain(text)
    assert process_time() - started < 0.5


@pytest.mark.parametrize("names", [(name,) for name in SPOILED if name != "gbk-as-utf-8"])
@pytest.mark.parametrize("between", ["\n", "<BR>", "1, "])
def test_of_a_very_long_text_the_beginning_tells_and_it_says_so(names, between):
    explanation = explain(misread(f"{TEXT}{between}" * 9_000, *names))
    assert explanation.names == names
    assert len(explanation.found) <= 20_000
    assert "characters behind these were not looked at." in explanation.words.en
    assert "没有再看" in explanation.words.zh


def test_a_very_long_text_without_a_gap_is_cut_anywhere():
    assert explain("\\u5185" * 9_000).names == ("escapes",)
