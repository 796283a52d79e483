import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.profiles import ProfileError
from hisight.profiles.sealing_entries import CHOICES, read_sealing, takes_iv, write_sealing
from hisight.protocol.ciphertext import DIALECTS
from hisight.protocol.sealing import PLAIN_SEALING, Sealing
from hisight.wording import Words

IV = "0123456789abcdef"


def complain(entry: str, why: Words, remedy: Words) -> ProfileError:
    return ProfileError(Words(entry, f"{entry}: {why.en}."), remedy)


def test_what_is_not_said_is_as_usual():
    assert read_sealing({}, "aes-128-ecb", complain) == PLAIN_SEALING
    assert write_sealing(PLAIN_SEALING) == {}


def test_every_entry_is_read():
    texts = {"iv": IV, "key_form": "md5", "padding": "zero", "dialect": "hex"}
    assert read_sealing(texts, "sm4-cbc", complain) == Sealing("md5", IV, "zero", DIALECTS["hex"])


@pytest.mark.parametrize("iv", [IV, IV.encode().hex(), "key", "key-end", "12345678"])
def test_an_iv_is_a_block_in_text_or_hex_or_part_of_the_key(iv):
    assert read_sealing({"iv": iv}, "auto", complain).iv == iv


@pytest.mark.parametrize(
    ("texts", "cipher", "words"),
    [
        ({"key_form": "MD5"}, "auto", "key_form: 'MD5' is not known. It takes text, fitted"),
        ({"padding": "pkcs5"}, "auto", "padding: 'pkcs5' is not known. Did you mean pkcs7?"),
        ({"dialect": "base46"}, "auto", "dialect: 'base46' is not known. Did you mean base64"),
        ({"iv": IV}, "aes-128-ecb", "iv: aes-128-ecb takes no IV from here"),
        ({"iv": IV}, "aes-128-cbc-iv", "iv: aes-128-cbc-iv takes no IV from here"),
        (
            {"iv": "abc"},
            "des-cbc",
            "iv: des-cbc needs an IV of 8 characters, or of 16 hex digits. Or write key, key-end",
        ),
        ({"iv": "abc"}, "auto", "iv: aes-128-cbc needs an IV of 16 characters"),
    ],
)
def test_a_mistake_names_the_entry_and_what_is_valid(texts, cipher, words):
    with pytest.raises(ProfileError) as caught:
        read_sealing(texts, cipher, complain)
    assert str(caught.value).startswith(words)


def test_an_iv_is_for_cbc_alone():
    assert [name for name in ("auto", "none", "sm4-ecb", "sm4-cbc", "sm4-cbc-iv") if takes_iv(name)] == [
        "auto",
        "sm4-cbc",
    ]


@given(st.fixed_dictionaries({entry: st.sampled_from(known) for entry, known in CHOICES.items()}))
def test_what_is_written_is_read_as_it_was_meant(texts):
    sealing = read_sealing(texts, "auto", complain)
    assert read_sealing(write_sealing(sealing), "auto", complain) == sealing
