"""hisight.capture.filtering.parsing"""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hisight.capture.filtering import QueryError, parse
from hisight.capture.filtering.parsing import MOST_TERMS
from hisight.capture.filtering.query import All, Either, Not, Term, Word
from hisight.wording import use

_PIECES = [
    "fun",
    "code",
    "sign",
    "LOCK_ID",
    "ms",
    "time",
    ":",
    "=",
    "!=",
    ">",
    "<=",
    "(",
    ")",
    '"',
    "“",
    "\\",
    " ",
    "or",
    "not",
]
_PIECES += ["号源", "：", "（", "5", "2026-02-30", "bad", "@a", "and", "≥", "\ud800", "\x00"]


def plain(node) -> object:
    match node:
        case Word(text):
            return text
        case Term(name, operator, value):
            return f"{name.name} {operator} {value}"
        case All(of):
            return ["all", *map(plain, of)]
        case Either(of):
            return ["either", *map(plain, of)]
        case Not(of):
            return ["not", plain(of)]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", ["all"]),
        ("　 ", ["all"]),
        ("号源", "号源"),
        ("fun:2007 code!=0", ["all", "fun : 2007", "code != 0"]),
        ("a and b or c", ["either", ["all", "a", "b"], "c"]),
        ("a (b or not c)", ["all", "a", ["either", "b", ["not", "c"]]]),
        ("a NOT b", ["all", "a", ["not", "b"]]),
        ('"a or (b)" "or"', ["all", "a or (b)", "or"]),
        ("ｆｕｎ：２００７（号源 ｏｒ 已满）", ["all", "fun : 2007", ["either", "号源", "已满"]]),
        ("功能:2007 毫秒≥500", ["all", "fun : 2007", "ms >= 500"]),
        ("Fun:2007", "fun : 2007"),
        ("LOCK_ID=A-1 Result_Code!=0000", ["all", "LOCK_ID = A-1", "Result_Code != 0000"]),
        ("@hospital_id=1", "hospital_id = 1"),
        ('comment:"a \\"b\\" \\\\ c\\d" “x y”', ["all", 'comment : a "b" \\ c\\d', "x y"]),
        ("ms > 500", "ms > 500"),
        ("time>10:02 10:02", ["all", "time > 10:02", "10:02"]),
        ("time＞１０：０２", "time > 10：02"),
        ("http://his/a 127.0.0.1:9000", ["all", "http://his/a", "127.0.0.1:9000"]),
        ("sev>=错误 sign:不符 签名：bad", ["all", "sev >= 错误", "sign : 不符", "sign : bad"]),
        ('comment!="" code:""', ["all", "comment != ", "code : "]),
    ],
)
def test_a_text_is_understood(text, meaning):
    assert plain(parse(text).root) == meaning
    assert parse(text).text == text


@pytest.mark.parametrize(
    ("text", "marked", "zh", "en"),
    [
        ("a fnu:2007", "fnu", "未知的名称 fnu，是否指 fun？", "Unknown name fnu: did you mean fun?"),
        ("返回吗:0", "返回吗", "未知的名称 返回吗，是否指 返回码？", "Unknown name 返回吗: did you mean 返回码?"),
        (
            "localhost:80",
            "localhost",
            "未知的名称 localhost；要按文字查找，请加引号",
            "Unknown name localhost; to look for the text, put it in quotation marks",
        ),
        ("sign:bda", "bda", "sign 没有值 bda，是否指 bad？", "sign has no value bda: did you mean bad?"),
        (
            "origin:x",
            "x",
            "origin 没有值 x，可用 proxy、replay、import、mock",
            "origin has no value x, but proxy, replay, import, mock",
        ),
        ("ms>abc", "abc", "ms 应与数字比较，abc 不是数字", "ms takes a number, which abc is not"),
        ("fun>3", ">", "fun 不能用 > 比较，可用 :、=、!=", "fun is not compared by >, but by :, =, !="),
        ("code: a", "code:", "code: 后面缺少值", "A value is missing after code:"),
        ('ms:""', '""', "ms: 后面缺少值", "A value is missing after ms:"),
        ('a "b', '"b', "引号没有闭合", "The quotation mark is not closed"),
        ('url:"b', '"b', "引号没有闭合", "The quotation mark is not closed"),
        ("a (b", "(", "括号没有闭合", "The bracket is not closed"),
        ("a) b", ")", "多了一个右括号", "A closing bracket too many"),
        ("a or", "", "or 后面缺少条件", "A condition is missing after or"),
        ("or a", "or", "开头缺少条件", "A condition is missing at the beginning"),
        ("()", ")", "括号里缺少条件", "A condition is missing in the brackets"),
        ("(" * 21 + "a", "(", "嵌套超过 20 层", "Nested more than 20 deep"),
        ("not " * 5000, "not", "嵌套超过 20 层", "Nested more than 20 deep"),
        ("x " * MOST_TERMS + "y", "y", "条件超过 100 个", "More than 100 conditions"),
    ],
)
def test_an_error_names_the_place_and_what_may_have_been_meant(text, marked, zh, en):
    with pytest.raises(QueryError) as caught:
        parse(text)
    error = caught.value
    assert (text[error.start : error.end], error.words.zh, error.words.en) == (marked, zh, en)
    use("zh")
    assert str(error) == zh


def test_a_time_that_does_not_exist_is_refused():
    for text in ("time:2026-02-30", "time:25:00", "time:1999", "time:2026-01-01T25:00"):
        with pytest.raises(QueryError, match="is no time"):
            parse(text)


@given(st.text() | st.lists(st.sampled_from(_PIECES)).map("".join))
@example("time:2999-12-31T23:59:59")
def test_whatever_is_typed_it_is_understood_or_refused_with_a_place(text):
    try:
        place = (0, 0) if parse(text).text == text else None
    except QueryError as error:
        place = (error.start, error.end) if error.words.zh and error.words.en else None
    assert place
    assert 0 <= place[0] <= place[1] <= len(text)
