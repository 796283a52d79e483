import pytest

from hisight.explain.decryption_changes import agreed, changed, departures, dimensions
from hisight.protocol import AUTO, BLOCK_CIPHERS, Key, Scheme, Sealing
from hisight.protocol.charset import Decoded
from hisight.protocol.ciphertext import DIALECTS
from hisight.protocol.payload import Payload

KEY, OLD = Key.from_text("Demo-Key-16Chars", "city"), Key.from_text("Old--Key-16Chars", "old")
SCHEME = Scheme("aes-128-cbc", keys=(KEY, OLD), sealing=Sealing(dialect=DIALECTS["hex"]))


def test_what_was_agreed_is_what_the_profile_says_or_what_everybody_does():
    assert agreed(SCHEME).cipher.name == "aes-128-cbc"
    assert (
        agreed(Scheme(AUTO, keys=(KEY,))).cipher.name
        == agreed(Scheme("none", keys=(KEY,))).cipher.name
        == "aes-128-ecb"
    )
    assert agreed(Scheme()) is None


def test_every_option_changes_what_was_agreed_and_only_that():
    expected = agreed(SCHEME)
    walked = dimensions(expected, SCHEME.keys, ["twice"])
    assert [options[0].name for options in walked] == ["cipher", "key", "key-form", "writing"]
    seen = {expected}
    for options in walked:
        for change in options:
            way = changed(expected, [change])
            assert way not in seen
            seen.add(way)
            assert change.words.zh
            assert change.words.en


def test_what_was_not_agreed_is_read_off_the_payload():
    expected = agreed(SCHEME)
    as_agreed = Payload("empty", "aes-128-cbc", key=KEY, sealing=SCHEME.sealing)
    assert list(departures(expected, as_agreed, SCHEME)) == []
    sealing = Sealing("text", "key", "zero")
    other = Payload("decrypted", "sm4-cbc", "<A>中</A>", KEY, Decoded("<A>中</A>", "gb18030"), sealing=sealing)
    found = [(one.name, one.value, one.words.en) for one in departures(expected, other, SCHEME)]
    assert found == [
        ("cipher", "sm4-cbc", "the cipher is sm4-cbc"),
        ("iv", "key", "the IV is the first 16 bytes of the key"),
        ("padding", "zero", "the last block is filled up with zero bytes"),
        ("dialect", "base64", "the ciphertext is written as base64 in one line"),
        ("charset", "gb18030", "the text under the cipher is GB18030, not UTF-8"),
    ]


@pytest.mark.parametrize(
    ("iv", "words"), [("", "is zero"), ("key-end", "the last 8 bytes of the key"), ("12345678", "the IV is 12345678")]
)
def test_an_iv_is_named(iv, words):
    scheme = Scheme("des-cbc", keys=(KEY,), sealing=Sealing(iv="abcdefgh"))
    other = Payload("empty", "des-cbc", key=KEY, sealing=Sealing(iv=iv))
    (change,) = departures(agreed(scheme), other, scheme)
    assert words in change.words.en


@pytest.mark.parametrize(("name", "named"), [("none", True), (AUTO, False), ("aes-128-ecb", False)])
def test_encryption_is_a_departure_where_none_was_agreed(name, named):
    scheme = Scheme(name, keys=(KEY,))
    other = Payload("empty", "aes-128-ecb", key=KEY, sealing=Sealing())
    assert [one.name for one in departures(agreed(scheme), other, scheme)] == ["cipher"] * named


def test_every_cipher_says_whether_its_iv_leads():
    scheme = Scheme("none", keys=(KEY,))
    for name, cipher in BLOCK_CIPHERS.items():
        (change, *_) = departures(agreed(scheme), Payload("empty", name, key=KEY, sealing=Sealing()), scheme)
        assert name in change.words.zh
        assert ("IV" in change.words.en) is cipher.iv_leads
