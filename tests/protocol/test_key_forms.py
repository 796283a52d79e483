import base64
from hashlib import md5, sha1

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol.key_forms import KEY_FORMS

SECRET = b"2098D32C4D1399EC"
DIGEST = md5(SECRET).hexdigest()


@pytest.mark.parametrize(
    ("form", "secret", "length", "key"),
    [
        ("text", SECRET, 32, SECRET),
        ("fitted", SECRET, 8, SECRET[:8]),
        ("fitted", SECRET, 24, SECRET + bytes(8)),
        ("filled-with-0", b"1234", 8, b"12340000"),
        ("filled-with-0", SECRET, 8, SECRET),
        ("md5-hex-first", SECRET, 16, DIGEST[:16].encode()),
        ("md5-hex-first", SECRET, 32, DIGEST.encode()),
        ("md5-hex-first-upper", SECRET, 16, DIGEST[:16].upper().encode()),
        ("md5-hex-middle", SECRET, 16, DIGEST[8:24].encode()),
        ("md5-hex-middle-upper", SECRET, 16, DIGEST[8:24].upper().encode()),
        ("md5", SECRET, 16, bytes.fromhex(DIGEST)),
        ("hex", SECRET, 8, bytes.fromhex("2098D32C4D1399EC")),
        ("hex", b"0g", 1, b""),
        ("base64", base64.b64encode(SECRET), 16, SECRET),
        ("base64", b"!", 16, b""),
        ("sha1prng", SECRET, 16, sha1(sha1(SECRET).digest()).digest()[:16]),
    ],
)
def test_every_form_gives_its_key(form, secret, length, key):
    assert KEY_FORMS[form](secret, length) == key


def test_java_makes_this_key_of_a_seeded_generator():
    # SecureRandom.getInstance("SHA1PRNG") with setSeed("123456"), KeyGenerator AES 128: known from a hundred forum pages.
    assert KEY_FORMS["sha1prng"](b"123456", 16).hex() == "6bb4837eb74329105ee4568dda7dc67e"


@pytest.mark.parametrize("form", KEY_FORMS)
@given(secret=st.binary(max_size=60), length=st.sampled_from([8, 16, 24, 32]))
def test_any_secret_gives_bytes(form, secret, length):
    assert isinstance(KEY_FORMS[form](secret, length), bytes)
