import base64
from textwrap import wrap

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hisight.protocol import AUTO, Key, Scheme, Sealing, payload
from hisight.protocol.ciphers import BLOCK_CIPHERS, CIPHERS
from hisight.protocol.ciphertext import DIALECTS
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


@pytest.mark.parametrize("scheme", [SCHEME, Scheme("aes-128-ecb", keys=(KEY,)), Scheme("none")])
@given(text=st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40))
def test_opening_is_the_inverse_of_sealing(text, scheme):
    document = f"<REQ>{text}</REQ>"
    opened = payload.open_payload(payload.seal_payload(document, scheme), scheme)
    assert opened.xml == document


@pytest.mark.parametrize("name", BLOCK_CIPHERS)
@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
@settings(max_examples=20)
@given(
    dialect=st.sampled_from(list(DIALECTS.values())),
    padding=st.sampled_from(["pkcs7", "zero", "ansi-x923"]),
    iv=st.sampled_from(["", "key", "key-end", "hex"]),
    form=st.sampled_from(["fitted", "md5-hex-first", "sha-256"]),
    text=st.text("测试患者姓名内科门诊挂号费 0123abc", max_size=40),
    auto=st.booleans(),
)
def test_every_cipher_dialect_and_charset_opens_and_seals_as_it_was(
    name, charset, dialect, padding, iv, form, text, auto
):
    cipher = BLOCK_CIPHERS[name]
    assume((padding, charset) != ("zero", "utf-16"))  # whose last byte is a zero
    # The key-derived IVs also go with an IV that leads: there they are only the first block.
    sealing = Sealing(form, "0a" * cipher.block if iv == "hex" else iv, padding, dialect)
    document = f"<?xml version='1.0' encoding='{charset.removesuffix('-sig')}'?><REQ><NAME>{text}</NAME></REQ>"
    secret = sealing.key_of(cipher, KEY.secret)
    made = cipher.encrypt(document.encode(charset), secret, sealing.iv_of(cipher, secret), padding)
    written = dialect.write(made)
    # Another cipher may come first that takes the same key: `auto` must not mistake it.
    opened = payload.open_payload(written, Scheme(AUTO if auto else name, keys=(OTHER, KEY), sealing=sealing))
    assert (opened.state, opened.cipher, opened.key, opened.xml) == ("decrypted", name, KEY, document)
    assert payload.seal_payload(document, Scheme(), opened) == written


def test_a_key_is_tried_with_every_cipher_that_it_suits():
    for name, cipher in BLOCK_CIPHERS.items():
        key = Key.from_text("0123456789ABCDEFabcdefghijklmnop"[: cipher.key_lengths[0]])
        text = payload.seal_payload(DOCUMENT, Scheme(name, keys=(key,)))
        assert payload.open_payload(text, Scheme(keys=(OTHER, key))).cipher == name
        assert payload.open_payload(text, Scheme("aes-128-ecb", keys=(key,))).cipher == name


def test_another_iv_is_told_from_another_key():
    scheme = Scheme("aes-128-cbc", keys=(KEY,), sealing=Sealing(iv="0102030405060708"))
    for document in (DOCUMENT * 3, "<REQ><AGE>11</AGE><NAME>测试</NAME></REQ>"):
        opened = payload.open_payload(payload.seal_payload(document, scheme), SCHEME)
        assert (opened.state, opened.problem.kind) == ("unreadable", "other-iv")
        assert "only the first 16 bytes" in opened.problem.message.en


def test_an_iv_of_another_length_is_a_matter_of_the_profile():
    scheme = Scheme("aes-128-cbc", keys=(KEY,), sealing=Sealing(iv="12345678"))
    assert payload.open_payload(sealed(DOCUMENT.encode(), OTHER), scheme).problem.kind == "bad-iv"


def test_an_ill_formed_document_is_read_with_the_agreed_cipher_or_the_likeliest():
    ill_formed = "<REQ><NAME>测试</REQ"
    for name in ("aes-128-ecb", "sm4-cbc"):
        text = payload.seal_payload(ill_formed, Scheme(name, keys=(KEY,)))
        assert payload.open_payload(text, Scheme(name, keys=(KEY,))).xml == ill_formed
        assert payload.open_payload(text, SCHEME).cipher == name


def test_a_key_of_another_length_is_a_bad_one_only_where_the_cipher_was_agreed():
    text = sealed(DOCUMENT.encode())
    key = Key.from_text("12345678")
    assert payload.open_payload(text, Scheme(keys=(key,))).problem.kind == "wrong-key"
    assert payload.open_payload(text, Scheme("aes-128-ecb", keys=(key,))).problem.kind == "bad-key"


def test_a_plain_payload_is_encrypted_where_the_profile_says_so():
    plain = payload.open_payload(DOCUMENT, SCHEME)
    assert payload.seal_payload(DOCUMENT, SCHEME, plain) == DOCUMENT
    assert payload.seal_payload(DOCUMENT, Scheme("aes-128-ecb", keys=(KEY,)), plain) == sealed(DOCUMENT.encode())


@given(st.binary(max_size=400))
def test_noise_is_never_taken_for_a_document(noise):
    for key in (KEY, Key.from_text("12345678"), Key.from_text("0" * 24), Key.from_text("0" * 32)):
        text = base64.b64encode(noise).decode()
        assert payload.open_payload(text, Scheme(keys=(key,))).state == ("unreadable" if text else "empty")


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
