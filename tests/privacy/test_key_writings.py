import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.privacy import PrivacyError
from hisight.privacy.key_writings import require_without_keys
from hisight.protocol import Key

KEY = Key.from_text("2098D32C+D13/9EC", "city")
OTHER = Key.from_text("0123456789ABCDEF", "other")
TEXT = KEY.secret.decode()
PERCENT = "".join(f"%{byte:02x}" for byte in KEY.secret)


@pytest.mark.parametrize(
    "written",
    [
        TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-be"),
        KEY.secret.hex().encode(),
        KEY.secret.hex().upper().encode(),
        TEXT.encode("utf-16-le").hex().encode(),
        base64.b64encode(KEY.secret),
        base64.b64encode(b"x" + KEY.secret + b"yz"),
        base64.b64encode(b"xy" + KEY.secret),
        base64.b64encode(TEXT.encode("utf-16-le")),
        quote(TEXT, safe="").encode(),
        PERCENT.encode(),
        quote(PERCENT).encode(),
        quote(quote(PERCENT)).encode(),
        "".join(f"&#x{byte:X};" for byte in KEY.secret).encode(),
        "".join(f"&amp;#{byte};" for byte in KEY.secret).encode(),
        "".join(f"\\u{byte:04x}" for byte in KEY.secret).encode(),
    ],
)
@pytest.mark.parametrize("around", [b"%b", b"<ROOT>\xc0\xee%b</ROOT>", "签名密钥：%b；".encode()])
def test_a_key_is_found_in_every_writing(written, around):
    with pytest.raises(PrivacyError, match="the key city would be in page"):
        require_without_keys({"empty": b"", "page": around.replace(b"%b", written)}, [OTHER, KEY])


@given(st.binary(max_size=200))
def test_whatever_else_there_is_holds_none(data):
    require_without_keys({"page": data}, [KEY, OTHER, Key("none", b"")])


def test_without_keys_there_is_nothing_to_find():
    require_without_keys({"page": TEXT.encode()}, [])
    require_without_keys({"page": b"a%41&amp;"}, [Key.from_text("")])


def test_a_short_key_is_not_found_in_any_base64():
    require_without_keys({"page": b"YWJj"}, [Key.from_text("Z")])
