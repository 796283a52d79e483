"""hisight.proxy.certificates"""

import re
import ssl
from contextlib import suppress

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.certificates import made

from hisight.proxy import ProxyError, Serving, certificates

GOOD = made()


def test_a_pair_that_fits_and_is_valid_is_good(tmp_path):
    certificates.check_pair(GOOD.write(tmp_path / "good.pem"))
    (tmp_path / "ca.pem").write_bytes(GOOD.certificate_pem * 2)
    certificates.check_authorities(tmp_path / "ca.pem")


def test_every_file_of_a_serving_is_checked(tmp_path):
    good, none = GOOD.write(tmp_path / "good.pem"), tmp_path / "none.pem"
    certificates.check(Serving())
    certificates.check(Serving(upstream_ca=good, client_cert=good, cert=good))
    for wrong in (Serving(upstream_ca=none), Serving(client_cert=none), Serving(cert=none)):
        with pytest.raises(ProxyError, match=r"none\.pem cannot be read"):
            certificates.check(wrong)


LOCKED = GOOD.key.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"secret")
)


@pytest.mark.parametrize(
    ("pem", "why"),
    [
        (b"", "there is no certificate in .* should hold a certificate and its key"),
        (GOOD.key_pem, "there is no certificate"),
        (GOOD.certificate_pem, "there is no usable key"),
        (GOOD.certificate_pem + LOCKED, "has a passphrase.*openssl pkey"),
        (GOOD.certificate_pem + made().key_pem, "do not fit each other"),
        ((old := made(days=(-30, -2))).certificate_pem + old.key_pem, r"expired on \d{4}-\d\d-\d\d"),
        ((new := made(days=(2, 30))).certificate_pem + new.key_pem, r"is valid from \d{4}-\d\d-\d\d on"),
    ],
)
def test_what_is_wrong_with_a_pair_is_one_line(tmp_path, pem, why):
    path = tmp_path / "x.pem"
    path.write_bytes(pem)
    with pytest.raises(ProxyError, match=why) as told:
        certificates.check_pair(path)
    assert str(path) in str(told.value)
    assert "\n" not in str(told.value)


def test_authorities_that_are_none_or_too_old_are_refused(tmp_path):
    with pytest.raises(ProxyError, match=r"cannot be read: No such file"):
        certificates.check_authorities(tmp_path / "none.pem")
    (tmp_path / "old.pem").write_bytes(old.certificate_pem)
    with pytest.raises(ProxyError, match="expired on"):
        certificates.check_authorities(tmp_path / "old.pem")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.binary(), st.integers(0, len(GOOD.certificate_pem)))
def test_any_file_is_good_or_refused(tmp_path, junk, place):
    path = tmp_path / "any.pem"
    path.write_bytes(GOOD.certificate_pem[:place] + junk + GOOD.certificate_pem[place:] + GOOD.key_pem)
    with suppress(ProxyError):
        certificates.check_pair(path)


def test_our_own_authority_is_made_once_and_is_one(tmp_path):
    first = certificates.authority(tmp_path / "confdir")
    assert first == certificates.authority(tmp_path / "confdir")
    assert re.fullmatch(r"([0-9A-F]{2}:){31}[0-9A-F]{2}", first.sha256)
    assert b"PRIVATE" not in first.pem
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=first.pem.decode())
    (known,) = context.get_ca_certs()
    assert (("commonName", "HISight"),) in known["subject"]


def test_an_authority_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "confdir").write_text("a file")
    with pytest.raises(ProxyError, match=r"authority cannot be made.*Look at the folder"):
        certificates.authority(tmp_path / "confdir")
