import encodings
import pkgutil
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import SealError, charset

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=40)


@pytest.mark.parametrize("declared", ["", "utf-8", "UTF-8", "gbk", "gb2312", '"utf-8"', "nonsense", "base64"])
@pytest.mark.parametrize("real", ["utf-8", "gb18030"])
@given(text=CHINESE.map(lambda text: f"<a>{text}内科门诊</a>"))
def test_whatever_the_label_says_the_text_is_read_right(text, real, declared):
    decoded = charset.decode(text.encode(real), declared)
    assert (decoded.text, decoded.charset, decoded.lossy) == (text, real, False)


def test_label_and_bytes_that_disagree_are_remarked():
    decoded = charset.decode("内科".encode("gbk"), "utf-8")
    assert decoded.charset == "gb18030"
    assert decoded.remark.en == "Declared as utf-8, really gb18030."


def test_a_bom_outweighs_a_label():
    decoded = charset.decode("中".encode("utf-8-sig"), "gbk")
    assert (decoded.text, decoded.charset, decoded.bom) == ("中", "utf-8", b"\xef\xbb\xbf")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_by_its_bom(codec):
    data = "\ufeff<a>中</a>".encode(codec)
    decoded = charset.decode(data)
    assert (decoded.text, decoded.charset) == ("<a>中</a>", codec)
    assert decoded.encode(decoded.text) == data


def test_the_declaration_in_the_document_counts_without_a_header():
    data = b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9\xe8 caf\xe9</a>"
    decoded = charset.decode(data)
    assert (decoded.text[-8:-4], decoded.charset, decoded.declared) == ("café", "iso8859-1", "iso-8859-1")


def test_a_short_gbk_text_that_is_valid_utf_8_by_accident_follows_its_label():
    data = "模".encode("gbk")
    assert data.decode("utf-8") == "ģ"
    assert charset.decode(data, "gbk").text == "模"


@pytest.mark.parametrize("declared", ["", "utf-8"])
def test_a_short_gbk_text_under_no_label_or_a_wrong_one_is_told_by_its_script(declared):
    assert "医院".encode("gbk").decode("utf-8") == "ҽԺ"
    assert charset.decode(b"<A>" + "医院".encode("gbk"), declared).text == "<A>医院"


@pytest.mark.parametrize("text", ["37.5 °C", "α", "é", "β-内酰胺", "·", "Иванов", "מֹשֶׁה"])
def test_signs_and_names_in_other_scripts_stay_utf_8(text):
    assert charset.decode(text.encode()).text == text


def test_bytes_of_no_charset_are_counted_and_shown():
    decoded = charset.decode(b"a\xff\xffb", "utf-8")
    assert decoded.lossy
    assert "�" in decoded.text
    assert "2 places" in decoded.remark.en


def test_ascii_needs_no_remark():
    assert charset.decode(b"plain", "gbk").remark.en == ""


@given(st.binary(max_size=80), st.sampled_from(["", "utf-8", "gbk", "utf-16", "hz", "\x00", "x" * 50]))
def test_any_bytes_decode(data, header):
    decoded = charset.decode(data, header)
    assert isinstance(decoded.text, str)


@given(st.binary(max_size=80))
def test_what_was_read_without_loss_encodes_back_to_the_same_bytes(data):
    decoded = charset.decode(data)
    assert decoded.encode(decoded.text) == data
    if not decoded.lossy:
        assert replace(decoded, data=b"").encode(decoded.text) == data


def test_what_is_lossy_comes_back_as_it_was_and_edited_has_a_question_mark_for_what_was_lost():
    decoded = charset.decode(b"<?xml version='1.0' encoding='ascii'?><a>\xff</a>")
    assert (decoded.charset, decoded.lossy) == ("ascii", True)
    assert decoded.encode(decoded.text) == decoded.data
    assert decoded.encode(decoded.text.replace("a>", "b>")) == decoded.data.replace(b"a>", b"b>").replace(b"\xff", b"?")


@pytest.mark.parametrize(("label", "text", "lacking"), [
    ("iso-8859-1", "café 张三", "iso8859-1, has no “张”. Write &#24352; in the XML of its payload"),
    ("gb2312", "\ud800", "gb18030, has no U+D800."),
    ("utf-8", "\udfff", "utf-8, has no U+DFFF."),
])  # fmt: skip
def test_a_character_that_the_charset_lacks_is_refused_and_not_replaced(label, text, lacking):
    decoded = charset.decode(b"<a>\xe9 caf</a>" if label == "iso-8859-1" else "<a>中</a>".encode(label), label)
    with pytest.raises(SealError) as refused:
        decoded.encode(text)
    assert lacking in f"{refused.value.what.en} {refused.value.remedy.en}"


@pytest.mark.parametrize("name", sorted(module.name for module in pkgutil.iter_modules(encodings.__path__)))
@pytest.mark.parametrize("data", [b"a\xff\xff\x80", bytes(range(256)), b"\\N{x}\\uD8 +-AA- ~{"])
def test_no_codec_that_a_peer_may_name_or_a_person_choose_raises(name, data):
    assert charset.decode(data, name).text
    assert charset.decode(data, chosen=name).text


def test_utf_16_without_a_bom_is_told_by_its_markup():
    for codec in ("utf-16-le", "utf-16-be"):
        decoded = charset.decode("<a>中</a>".encode(codec), "utf-8")
        assert (decoded.text, decoded.charset, decoded.mislabelled) == ("<a>中</a>", codec, True)
    assert charset.decode("<a>b</a>".encode("utf-16-le"), "utf-8").mislabelled
    assert not charset.decode("\ufeff<a>中</a>".encode("utf-16-le"), "utf-16").mislabelled


@pytest.mark.parametrize("label", ["ISO-8859-1", "windows-1252"])
def test_chinese_under_the_label_that_servers_use_by_default_is_read_all_the_same(label):
    for text in ("<A>医院</A>", "<A>内科门诊</A>"):
        decoded = charset.decode(text.encode("gbk"), label)
        assert (decoded.text, decoded.charset) == (text, "gb18030")
        assert decoded.remark.en == f"Declared as {label}, really gb18030."
    assert charset.decode("<A>Müller, café</A>".encode("latin-1"), label).text == "<A>Müller, café</A>"


def test_a_person_may_choose_and_is_told_what_was_declared_and_found():
    data = "<A>内科</A>".encode("gbk")
    decoded = charset.decode(data, "utf-8", "latin-1")
    assert (decoded.text, decoded.charset, decoded.chosen) == ("<A>ÄÚ¿Æ</A>", "iso8859-1", True)
    assert decoded.remark.en == "Read as iso8859-1 by your choice; declared as utf-8, found to be gb18030."
    assert decoded.remark.zh == "按你的选择读作 iso8859-1；声明为 utf-8，识别为 gb18030。"
    lossy = charset.decode(data, chosen="utf-8")
    assert lossy.remark.en == (
        "Read as utf-8 by your choice; not declared, found to be gb18030. 2 places are not utf-8; they show as �."
    )
    assert charset.read_again(lossy, "gbk").text == "<A>内科</A>"
    assert charset.read_again(lossy, "") is lossy


@pytest.mark.parametrize("chosen", ["utf-16", "gbk", "nonsense", ""])
def test_ascii_reads_the_same_whatever_was_chosen(chosen):
    assert charset.decode(b"<a/>", chosen=chosen) == charset.decode(b"<a/>")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_utf_16_by_choice_takes_the_order_of_its_bytes(codec, bom):
    data = f"{bom}<a>中</a>".encode(codec)
    decoded = charset.decode(data, chosen="utf-16")
    assert (decoded.text, decoded.charset, decoded.encode(decoded.text)) == ("<a>中</a>", codec, data)


@given(st.binary(max_size=80), st.sampled_from([name for name, _ in charset.CHOICES]))
def test_any_bytes_are_read_in_whatever_charset_is_chosen_and_encode_back(data, chosen):
    decoded = charset.decode(data, chosen=chosen)
    assert decoded.lossy or decoded.encode(decoded.text) == data


@pytest.mark.parametrize("declared", ["", "utf-8", "gbk", "big5"])
@pytest.mark.parametrize("cut", [1, 2])
def test_chinese_that_was_cut_inside_its_last_character_stays_utf_8(declared, cut):
    decoded = charset.decode("<A>示例医院门诊".encode()[:-cut], declared)
    assert (decoded.text, decoded.charset, decoded.lossy) == ("<A>示例医院门\ufffd", "utf-8", True)
