"""Why a call has no complete answer: a kind that stays the same, and the words of the network, which do not.

An exchange's `error` is both in one text: `refused: [Errno 111] Connect call failed ('10.0.0.5', 8080)`.
"""

import errno
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from hisight.wording import Words

Side = Literal["his", "platform", "hisight"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A way in which a call fails."""

    name: str
    """What it is called in `error`, for ever."""
    status: int
    """The HTTP status with which a gateway answers it (RFC 9110, 15.5 and 15.6; 508: RFC 5842); 0 where nobody is left to answer."""
    side: Side
    """Where to look first."""
    what: Words
    """What happened, in a clause without a full stop."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What an exchange's `error` says."""

    kind: Kind
    """The kind."""
    words: str
    """The words of the network."""

    def __str__(self) -> str:
        return f"{self.kind.name}: {self.words}"


_CERTIFICATE = "HIS 的证书"

_ALL = (
    Kind("refused", 502, "his", Words("HIS 拒绝连接", "the HIS refused the connection")),
    Kind("unreachable", 502, "his", Words("网络上到不了 HIS", "the network has no way to the HIS")),
    Kind("dns", 502, "hisight", Words("找不到 HIS 的主机名", "the host name of the HIS is not known")),
    Kind("connect-timeout", 504, "his", Words("连接 HIS 超时", "connecting to the HIS took too long")),
    Kind("timeout", 504, "his", Words("HIS 在限定时间内没有应答", "the HIS did not answer in time")),
    Kind("closed", 502, "his", Words("HIS 没有应答就断开了连接", "the HIS hung up without an answer")),
    Kind("cut", 502, "his", Words("HIS 的应答发到一半就断开了", "the HIS hung up in the middle of its answer")),
    Kind("malformed", 502, "his", Words("HIS 的应答不是 HTTP", "the answer of the HIS is not HTTP")),
    Kind("answers-tls", 502, "hisight", Words("HIS 要用 https，而不是 http", "the HIS speaks https, not http")),
    Kind("no-tls", 502, "hisight", Words("HIS 不支持 https（不是 TLS）", "the HIS does not speak https (no TLS)")),
    Kind("tls-expired", 502, "his", Words(f"{_CERTIFICATE}已过期", "the certificate of the HIS has expired")),
    Kind("tls-not-yet", 502, "his", Words(f"{_CERTIFICATE}尚未生效", "the certificate of the HIS is not valid yet")),
    Kind(
        "tls-self-signed", 502, "his", Words(f"{_CERTIFICATE}是自签名的", "the certificate of the HIS is self-signed")
    ),
    Kind(
        "tls-unknown-ca",
        502,
        "his",
        Words(f"{_CERTIFICATE}由未知机构签发", "the certificate of the HIS is from an unknown authority"),
    ),
    Kind(
        "tls-wrong-name",
        502,
        "his",
        Words(f"{_CERTIFICATE}不是为这个主机名签发的", "the certificate of the HIS is for another host name"),
    ),
    Kind(
        "tls-version", 502, "his", Words("与 HIS 没有共同的 TLS 版本", "the HIS speaks no version of TLS that we speak")
    ),
    Kind(
        "tls-client-certificate",
        502,
        "hisight",
        Words("HIS 要求客户端证书", "the HIS asks for a client certificate"),
    ),
    Kind("tls", 502, "his", Words("与 HIS 的 TLS 握手失败", "the TLS handshake with the HIS failed")),
    Kind("loop", 508, "hisight", Words("请求会回到代理自己", "the request would come back to the proxy itself")),
    Kind("bad-request", 400, "platform", Words("平台的请求不是 HTTP", "the request of the platform is not HTTP")),
    Kind(
        "client-gone",
        0,
        "platform",
        Words("平台没等到应答就断开了", "the platform hung up before the answer came"),
    ),
    Kind("stopped", 0, "hisight", Words("应答到来之前代理被停止", "the proxy was stopped before the answer came")),
    Kind("dropped", 0, "hisight", Words("在 HISight 中被丢弃", "it was dropped in HISight")),
    Kind("other", 502, "his", Words("没有得到 HIS 的应答", "no answer came from the HIS")),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})
"""Every kind by its name."""

OTHER = KINDS["other"]
"""What nothing else fits."""

_NUMBERS = {
    **dict.fromkeys(("ECONNREFUSED", "WSAECONNREFUSED"), "refused"),
    **dict.fromkeys(
        ("EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN", "ENETDOWN", "WSAEHOSTUNREACH", "WSAENETUNREACH"), "unreachable"
    ),
    **dict.fromkeys(("ETIMEDOUT", "WSAETIMEDOUT"), "connect-timeout"),
    **dict.fromkeys(("ECONNRESET", "EPIPE", "WSAECONNRESET"), "closed"),
}
_WINDOWS = {"1225": "refused", "121": "connect-timeout", "1231": "unreachable", "1232": "unreachable", "11001": "dns"}
_ERRNO = re.compile(r"\[(?P<system>Errno|WinError) (?P<number>-?\d+)\]")
_PATTERNS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("dropped", r"^connection killed\.$"),
        ("stopped", r"proxy was stopped"),
        ("loop", r"listener of this proxy"),
        ("timeout", r"no answer within|^timed out$|read timed out"),
        ("connect-timeout", r"no connection within"),
        ("client-gone", r"client disconnected|connection cancelled"),
        ("tls-expired", r"certificate has expired"),
        ("tls-not-yet", r"certificate is not yet valid"),
        ("tls-unknown-ca", r"self[- ]signed certificate in certificate chain|unable to (?:get|verify)|issuer certificate"),
        ("tls-self-signed", r"self[- ]signed certificate"),
        ("tls-wrong-name", r"(?:host ?name|IP address) mismatch|doesn't match|is not valid for"),
        ("tls-version", r"agree on a TLS version|alert protocol version|unsupported protocol|no protocols available"),
        ("no-tls", r"does not speak TLS|wrong version number|packet length too long|record layer failure"),
        ("tls-client-certificate", r"certificate required|alert handshake failure|alert bad certificate|alert unknown ca"),
        ("tls", r"certificate verify failed|OpenSSL|\bSSL\b|\bTLS\b"),
        ("answers-tls", r"b'\\x1[56]\\x03"),
        ("cut", r"without sending complete message body|incomplete chunked|answer cut short|IncompleteRead"),
        ("dns", r"name or service not known|nodename nor servname|getaddrinfo|name resolution|no address associated"),
        ("refused", r"connection refused"),
        ("unreachable", r"unreachable|no route to host"),
        ("closed", r"closed connection|connection reset|closed connection without response|broken pipe"),
        ("malformed", r"cannot parse HTTP response|unexpected server response|HTTP/1 protocol error|bad status ?line"),
    )
)  # fmt: skip


def classify(words: str, *, asked: bool = True) -> Failure:
    """The failure that `words` of the network tell of; `asked` is False while the request itself had not come to its end."""
    if not asked:
        name = _by_pattern(words)
        if name == "cut":
            return Failure(KINDS["client-gone"], words)
        if name in ("malformed", ""):
            return Failure(KINDS["bad-request"], words)
    return Failure(KINDS[_by_number(words) or _by_pattern(words) or OTHER.name], words)


def read(error: str) -> Failure:
    """What an exchange's `error` says; one that was written without a kind is of the kind that its words tell of."""
    name, colon, words = error.partition(": ")
    if colon and name in KINDS:
        return Failure(KINDS[name], words)
    return classify(error)


def _by_number(words: str) -> str:
    for found in _ERRNO.finditer(words):
        number = int(found["number"])
        if found["system"] == "WinError" and found["number"] in _WINDOWS:
            return _WINDOWS[found["number"]]
        name = _NUMBERS.get(errno.errorcode.get(number, ""))
        if name:
            return name
    return ""


def _by_pattern(words: str) -> str:
    return next((name for name, pattern in _PATTERNS if pattern.search(words)), "")
