import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import charset

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
    if not decoded.lossy:
        assert decoded.encode(decoded.text) == data
