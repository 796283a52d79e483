import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.explain import charset_label
from hisight.explain.charset_label import explain_label
from hisight.protocol import charset

ARTICLE = "<A>示例医院</A><B>内科门诊</B>"


@pytest.mark.parametrize(
    ("data", "declared", "name", "en"),
    [
        (
            ARTICLE.encode("gbk"), "utf-8", "mislabelled",
            "declared as utf-8, really gb18030: who believes it reads “ʾ��ҽԺ” for “示例医院”.",
        ),
        (
            ARTICLE.encode(), "GBK", "mislabelled",
            "declared as GBK, really utf-8: who believes it reads “绀轰緥鍖婚櫌” for “示例医院”.",
        ),
        (ARTICLE.encode(), "gbkk", "mislabelled", "declared as gbkk, really utf-8: there is no charset gbkk."),
        (
            "<a>plain</a>".encode("utf-16-le"), "ascii", "mislabelled",
            "declared as ascii, really utf-16-le: who believes it reads “<\0a\0>\0p\0l\0a\0i\0n\0<\0/\0a\0>\0” for “<a>plain</a>”.",
        ),
        (ARTICLE.encode() + b"\xe9\x99", "utf-8", "cut-character", "the text was cut inside it."),
        (ARTICLE.encode() + b"\xff\xff", "utf-8", "stray-bytes", "2 places are not utf-8; they show as �."),
        (
            "<A>示例市</A>".encode() + "<B>内科</B>".encode("gbk"), "", "mixed",
            "two charsets in one text: “示例市” is UTF-8, “内科” is GBK.",
        ),
        (
            "<A>示例医院</A>".encode() + "<B>内科门诊</B>".encode("gbk"), "utf-8", "mixed",
            "two charsets in one text: “示例医院” is UTF-8, “内科门诊” is GBK.",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_between_bytes_and_label_is_named(data, declared, name, en):
    explanation = explain_label(charset.decode(data, declared))
    assert explanation.names == (name,)
    assert en in explanation.words.en


def test_the_label_is_to_blame_where_the_bytes_are_sound():
    sound = explain_label(charset.decode(ARTICLE.encode("gbk"), "utf-8"))
    assert (sound.side, sound.meant, sound.recoverable, sound.lost) == ("label", "示例医院", "wholly", 0)
    cut = explain_label(charset.decode(ARTICLE.encode() + b"\xe9\x99"))
    assert (cut.side, cut.recoverable, cut.lost) == ("author", "in part", 1)


@pytest.mark.parametrize("declared", ["", "utf-8", "UTF8"])
def test_what_is_as_it_says_needs_no_explanation(declared):
    assert explain_label(charset.decode(ARTICLE.encode(), declared)) is None
    assert explain_label(charset.decode(ARTICLE.encode("gbk"), "gb2312")) is None


@pytest.mark.parametrize("piece", [b"\x8f\xff. ", "<A>内科</A>".encode("gbk")])
def test_a_large_body_is_not_looked_through_piece_by_piece(monkeypatch, piece):
    plain, looked = charset_label._strictly, []
    monkeypatch.setattr(charset_label, "_strictly", lambda *how: looked.append(how) or plain(*how))
    explain_label(charset.decode(piece * 50_000, "utf-8"))
    assert len(looked) < 10


def test_what_a_person_chose_is_no_mistake_of_the_sender():
    assert explain_label(charset.decode(ARTICLE.encode(), "utf-8", "latin-1")) is None
    assert explain_label(charset.decode(ARTICLE.encode("gbk"), "utf-8", "gbk")).names == ("mislabelled",)


@given(st.binary(max_size=60), st.sampled_from(["", "utf-8", "gbk", "utf-16", "nonsense", "undefined"]))
def test_any_bytes_are_looked_at_without_an_error(data, declared):
    explanation = explain_label(charset.decode(data, declared))
    assert explanation is None or explanation.words.zh


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=40))
def test_text_in_one_charset_is_never_called_mixed(text):
    for codec in ("utf-8", "gb18030"):
        assert explain_label(charset.decode(f"<a>{text}内科</a>".encode(codec), codec)) is None
