import os

import pytest

from hisight.explain import decryption_part
from hisight.explain.decryption_changes import agreed
from hisight.explain.decryption_search import Fit
from hisight.protocol import BLOCK_CIPHERS, Key, Problem, Scheme
from hisight.protocol.ciphertext import BASE64, Ciphertext
from hisight.wording import Words

KEY = Key.from_text("Demo-Key-16Chars", "city")
DOCUMENT = "<REQ><HOSPITAL_ID>22</HOSPITAL_ID><NAME>" + "测试患者" * 20 + "</NAME></REQ>"
PLAIN = DOCUMENT.encode()
STRAY = Problem("bad-base64", "cipher", Words("第 9 个字符不属于 base64。", "character 9 is not base64."))
CUT = Problem("cut-ciphertext", "cipher", Words("", ""))
WRONG = Problem("wrong-key", "cipher", Words("", ""))


def part(name: str, data: bytes, problem: Problem, *, iv_known: bool = True):
    expected = agreed(Scheme(name, keys=(KEY,)))
    return decryption_part.read(Fit(expected, Ciphertext(data, BASE64), None, iv_known), problem)


def encrypted(name: str, plain: bytes, padding: str = "pkcs7") -> bytes:
    return BLOCK_CIPHERS[name].encrypt(plain, KEY.secret, padding=padding)


@pytest.mark.parametrize("name", ["aes-128-ecb", "aes-128-cbc", "aes-128-cbc-iv", "3des-cbc"])
@pytest.mark.parametrize(("cut", "problem"), [(96, WRONG), (99, CUT)])
def test_what_was_cut_is_read_as_far_as_it_goes(name, cut, problem):
    read = part(name, encrypted(name, PLAIN)[:cut], problem)
    assert read.shown == "cut-ciphertext"
    assert DOCUMENT.startswith(read.payload.xml)
    assert len(read.payload.xml) > 40
    assert (read.payload.problem, read.payload.state) == (problem, "decrypted")
    assert f"ends after {cut} bytes, and {len(read.payload.xml)} characters can be read" in read.words.en


@pytest.mark.parametrize(
    ("name", "place"), [("aes-128-ecb", 97), ("aes-128-cbc", 97), ("aes-128-cbc-iv", 97), ("3des-ecb", 97)]
)
def test_what_was_changed_on_its_way_is_read_up_to_there(name, place):
    whole = encrypted(name, PLAIN)
    read = part(name, whole[:96] + os.urandom(64) + whole[160:], WRONG)
    assert read.shown == "damaged"
    assert DOCUMENT.startswith(read.payload.xml.rstrip("\ufffd")[:45])
    found = int(read.words.en.split("from byte ")[1].split()[0])
    # Noise can begin with a character or two that look like text.
    assert place - 8 <= found <= place + 16


def test_a_stray_character_is_named_and_what_came_before_it_read():
    read = part("aes-128-ecb", encrypted("aes-128-ecb", PLAIN)[:90], STRAY)
    assert (read.shown, read.payload.problem) == ("bad-base64", STRAY)
    assert read.words.en.startswith("character 9 is not base64. Key and cipher are right")


def test_another_iv_opens_nothing():
    read = part("3des-cbc", encrypted("3des-cbc", PLAIN), WRONG, iv_known=False)
    assert (read.shown, read.payload) == ("other-iv", None)
    assert "only the first 8 bytes" in read.words.en


@pytest.mark.parametrize(
    ("plain", "words"),
    [('{"NAME": "测试"}', "is JSON"), ("[1]", "is JSON"), ("交易成功，没有报文", "is plain text")],
)
def test_other_content_is_named(plain, words):
    read = part("aes-128-ecb", encrypted("aes-128-ecb", plain.encode()), WRONG)
    assert (read.shown, read.payload) == ("not-xml", None)
    assert words in read.words.en


def test_a_document_without_its_beginning_was_cut_there():
    read = part("aes-128-ecb", encrypted("aes-128-ecb", PLAIN)[48:], WRONG)
    assert (read.shown, read.payload) == ("cut-ciphertext", None)
    assert "has no beginning" in read.words.en


def test_text_without_an_end_was_cut():
    read = part("aes-128-ecb", encrypted("aes-128-ecb", b'{"NAME": 1, "AGE": 1, "SEX": 1, "NO": 12}')[:32], WRONG)
    assert (read.shown, read.payload) == ("cut-ciphertext", None)
