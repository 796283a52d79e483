import base64
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import Key, Scheme, payload
from hisight.protocol.ciphers import CIPHERS
from hisight.protocol.errors import CipherError

KEY = Key.from_text("2098D32C4D1399EC", "vector")
OTHER = Key.from_text("0000000000000000", "other")
SCHEME = Scheme(keys=(KEY,))
AES = CIPHERS["aes-128-ecb"]
DOCUMENT = "<REQ><NAME>测试</NAME></REQ>"


def sealed(plain: bytes, key: Key = KEY) -> str:
    return base64.b64encode(AES.encrypt(plain, key.secret)).decode()


def test_plain_xml_is_taken_as_it_stands():
    opened = payload.open_payload(f"\n{DOCUMENT}\n", SCHEME)
    assert (opened.state, opened.cipher, opened.xml, opened.problem) == ("plain", "none", DOCUMENT, None)


def test_a_ciphertext_is_recognised_and_decrypted():
    opened = payload.open_payload(sealed(DOCUMENT.encode()), SCHEME)
    assert (opened.state, opened.cipher, opened.xml, opened.key) == ("decrypted", "aes-128-ecb", DOCUMENT, KEY)


def test_the_key_that_fits_is_named():
    opened = payload.open_payload(sealed(DOCUMENT.encode()), Scheme(keys=(OTHER, KEY)))
    assert opened.key == KEY


@pytest.mark.parametrize(
    ("text", "cipher"), [("", "none"), ("  \n", "none"), ("kjPZRMs96t6gBs1xfBKrlg==", "aes-128-ecb")]
)
def test_nothing_and_the_encryption_of_nothing_are_empty(text, cipher):
    opened = payload.open_payload(text, SCHEME)
    assert (opened.state, opened.cipher, opened.xml) == ("empty", cipher, "")


def test_gbk_inside_the_cipher_is_read():
    opened = payload.open_payload(sealed(DOCUMENT.encode("gbk")), SCHEME)
    assert (opened.xml, opened.decoded.charset) == (DOCUMENT, "gb18030")


def test_line_breaks_and_blanks_for_plus_do_not_hurt():
    text = sealed(DOCUMENT.encode() * 9)
    assert "+" in text
    folded = "\r\n".join(wrap(text, 76)).replace("+", " ")
    assert payload.open_payload(folded, SCHEME).state == "decrypted"


@pytest.mark.parametrize(
    ("text", "scheme", "kind"),
    [
        (sealed(DOCUMENT.encode()), Scheme(), "no-key"),
        (sealed(DOCUMENT.encode()), Scheme(keys=(OTHER,)), "wrong-key"),
        (sealed(b"no document"), SCHEME, "not-xml"),
        (sealed("不是报文".encode("gbk")), Scheme(keys=(OTHER, KEY)), "not-xml"),
        (sealed(b"\x00\x01\x02"), SCHEME, "wrong-key"),
        (sealed(b"\xff\xff"), SCHEME, "wrong-key"),
        (sealed(DOCUMENT.encode())[:-4], SCHEME, "cut-ciphertext"),
        (sealed(DOCUMENT.encode())[:-5], SCHEME, "bad-base64"),
        ("明文", SCHEME, "bad-base64"),
        (sealed(DOCUMENT.encode()), Scheme(keys=(Key.from_text("short"),)), "bad-key"),
    ],
)
def test_what_cannot_be_read_says_why(text, scheme, kind):
    opened = payload.open_payload(text, scheme)
    assert (opened.state, opened.problem.kind, opened.problem.layer) == ("unreadable", kind, "cipher")


def test_bad_base64_names_the_place():
    with pytest.raises(CipherError, match="character 3, '\\*'"):
        payload.from_base64("ab*d")


@pytest.mark.parametrize("scheme", [SCHEME, Scheme("aes-128-ecb", keys=(KEY,)), Scheme("none")])
@given(text=st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40))
def test_opening_is_the_inverse_of_sealing(text, scheme):
    document = f"<REQ>{text}</REQ>"
    opened = payload.open_payload(payload.seal_payload(document, scheme), scheme)
    assert opened.xml == document


def test_auto_seals_as_the_payload_it_replaces_was_sealed():
    like = payload.open_payload(sealed(DOCUMENT.encode("gbk")), Scheme(keys=(OTHER, KEY)))
    text = payload.seal_payload("<REQ>新</REQ>", Scheme(keys=(OTHER, KEY)), like)
    assert AES.decrypt(base64.b64decode(text), KEY.secret) == "<REQ>新</REQ>".encode("gbk")


def test_sealing_without_a_key_is_refused():
    with pytest.raises(CipherError, match="no key"):
        payload.seal_payload(DOCUMENT, Scheme("aes-128-ecb"))


@given(st.text(max_size=60))
def test_any_text_is_a_payload_or_says_why(text):
    opened = payload.open_payload(text, SCHEME)
    assert (opened.state == "unreadable") == (opened.problem is not None)


@pytest.mark.parametrize("written", ["&lt;REQ&gt;1&lt;/REQ&gt;", "<![CDATA[<REQ>1</REQ>]]>"])
def test_a_payload_that_was_escaped_twice_is_read_and_sealed_so_again(written):
    opened = payload.open_payload(written, SCHEME)
    assert (opened.state, opened.xml, opened.escaped_again) == ("plain", "<REQ>1</REQ>", True)
    again = payload.open_payload(payload.seal_payload("<REQ>2</REQ>", Scheme(), opened), SCHEME)
    assert (again.xml, again.escaped_again) == ("<REQ>2</REQ>", True)
