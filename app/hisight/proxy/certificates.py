"""Certificates of the proxy: those that a person gives are checked before it starts; those of our own authority are found."""

import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization

from hisight.proxy.command import Serving
from hisight.proxy.errors import ProxyError
from hisight.wording import NOTHING, Words

_NAME = "mitmproxy"  # by it mitmproxy finds its authority in its folder
_KEY_SIZE = 2048
_MAKE = (
    "import sys, pathlib; from mitmproxy.certs import CertStore; "
    "CertStore.create_store(pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), 'HISight', 'HISight')"
)
_TOGETHER = Words("文件中应有 PEM 格式的证书和私钥。", "The file should hold a certificate and its key, in PEM.")


@dataclass(frozen=True, slots=True)
class Authority:
    """The authority of our own, which signs what https clients are shown."""

    path: Path
    """PEM file with its certificate, without the key."""
    pem: bytes
    """What is in it."""
    until: datetime
    """Valid until then (UTC)."""
    sha256: str
    """Fingerprint, in pairs of hex digits with colons."""


def authority(confdir: Path) -> Authority:
    """The authority in `confdir`; made when there is none. Raises ProxyError."""
    path = confdir / f"{_NAME}-ca-cert.pem"
    if not path.is_file():
        made = subprocess.run(
            [sys.executable, "-P", "-c", _MAKE, str(confdir), _NAME, str(_KEY_SIZE)],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if made.returncode:
            reason = (made.stderr.strip().splitlines() or ["-"])[-1]
            raise ProxyError(
                Words(f"无法建立证书机构：{reason}。", f"the authority cannot be made: {reason}."),
                Words(f"请检查文件夹 {confdir}。", f"Look at the folder {confdir}."),
            )
    pem = _content(path)
    certificate = _certificate(path, pem)
    digits = certificate.fingerprint(hashes.SHA256()).hex(":").upper()
    return Authority(path, pem, certificate.not_valid_after_utc, digits)


def check(serving: Serving) -> None:
    """Raise ProxyError, in one line, when a file that `serving` names is not what it should be."""
    for pair in (serving.client_cert, serving.cert):
        if pair:
            check_pair(pair)
    if serving.upstream_ca:
        check_authorities(serving.upstream_ca)


def check_pair(path: Path) -> None:
    """Raise ProxyError, in one line, unless the PEM file at `path` has a certificate that is valid now and the key that fits."""
    pem = _content(path)
    certificate = _certificate(path, pem)
    try:
        key = serialization.load_pem_private_key(pem, None)
    except TypeError:  # it wants a passphrase
        raise ProxyError(
            Words(f"{path} 中的私钥有口令。", f"the key in {path} has a passphrase."),
            Words(
                "请先去掉口令：openssl pkey -in 旧文件 -out 新文件。",
                "Take it off first: openssl pkey -in OLD -out NEW.",
            ),
        ) from None
    except (ValueError, UnsupportedAlgorithm):
        raise ProxyError(Words(f"{path} 中没有可用的私钥。", f"there is no usable key in {path}."), _TOGETHER) from None
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    if key.public_key().public_bytes(*form) != certificate.public_key().public_bytes(*form):
        raise ProxyError(
            Words(f"{path} 中的私钥与证书不配对。", f"key and certificate in {path} do not fit each other."), _TOGETHER
        )
    _check_time(path, certificate)


def check_authorities(path: Path) -> None:
    """Raise ProxyError, in one line, unless the PEM file at `path` has a certificate that is valid now."""
    _check_time(path, _certificate(path, _content(path)))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProxyError(
            Words(f"读不了证书文件 {path}：{reason}。", f"the certificate file {path} cannot be read: {reason}."),
            NOTHING,
        ) from None


def _certificate(path: Path, pem: bytes) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificates(pem)[0]
    except ValueError:
        raise ProxyError(
            Words(f"{path} 中没有 PEM 格式的证书。", f"there is no certificate in {path}, or not in PEM."), _TOGETHER
        ) from None


def _check_time(path: Path, certificate: x509.Certificate) -> None:
    now, begins, ends = datetime.now(UTC), certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if ends < now:
        raise ProxyError(
            Words(
                f"{path} 中的证书已于 {ends:%Y-%m-%d} 过期。", f"the certificate in {path} expired on {ends:%Y-%m-%d}."
            ),
            Words("请换用新证书。", "Use a new one."),
        )
    if begins > now:
        raise ProxyError(
            Words(
                f"{path} 中的证书 {begins:%Y-%m-%d} 才生效。",
                f"the certificate in {path} is valid from {begins:%Y-%m-%d} on.",
            ),
            Words("请检查本机时间，或换用证书。", "See that the clock is right, or use another."),
        )
