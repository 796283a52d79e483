import hashlib
import hmac

import pytest

from hisight.protocol.digests import DIGESTS, HEX_DIGITS, digest, is_keyed

# The first example of GB/T 32905, of RFC 1321, of FIPS 180-4, and case 2 of RFC 2202 and RFC 4231.
KNOWN_ANSWERS = [
    ("sm3", b"abc", b"", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    ("md5", b"abc", b"", "900150983cd24fb0d6963f7d28e17f72"),
    ("sha-1", b"abc", b"", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    ("sha-256", b"abc", b"", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("hmac-md5", b"what do ya want for nothing?", b"Jefe", "750c783e6ab0b503eaa86e310a5db738"),
    (
        "hmac-sha-256",
        b"what do ya want for nothing?",
        b"Jefe",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    ),
]


@pytest.mark.parametrize(("name", "signed", "key", "digits"), KNOWN_ANSWERS)
def test_the_published_answers(name, signed, key, digits):
    assert digest(name, signed, key) == digits


@pytest.mark.parametrize(("name", "signed", "key", "digits"), KNOWN_ANSWERS)
def test_a_copy_goes_its_own_way_from_what_both_begin_with(name, signed, key, digits):
    begun = DIGESTS[name](key)
    begun.update(signed[:2])
    copy = begun.copy()
    copy.update(signed[2:])
    begun.update(b"something else")
    assert copy.hexdigest() == digits
    assert begun.hexdigest() == digest(name, signed[:2] + b"something else", key)


def test_hmac_over_sm3_is_the_construction_of_rfc_2104():
    key, block = b"key", 64
    inner, outer = (bytes(byte ^ pad for byte in key.ljust(block, b"\0")) for pad in (0x36, 0x5C))
    inside = bytes.fromhex(digest("sm3", inner + b"text", b""))
    assert digest("hmac-sm3", b"text", key) == digest("sm3", outer + inside, b"")


def test_the_length_of_each_is_known_beforehand_and_an_hmac_begins_with_the_key():
    assert HEX_DIGITS["md5"] == HEX_DIGITS["hmac-md5"] == 32
    assert HEX_DIGITS["sm3"] == HEX_DIGITS["sha-256"] == 64
    assert hmac.digest(b"k", b"", "md5").hex() == digest("hmac-md5", b"", b"k")
    assert hashlib.md5(b"").hexdigest() == digest("md5", b"", b"whatever")
    assert {name for name in DIGESTS if digest(name, b"", b"1") != digest(name, b"", b"2")} == set(
        filter(is_keyed, DIGESTS)
    )
