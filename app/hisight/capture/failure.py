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
    remedy: Words
    """What to do about it."""


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
_TRUST = Words(
    "核实无误后，可用 --upstream-ca 指定签发它的机构的证书。",
    "If it is the right one, name the certificate of its issuer with --upstream-ca.",
)
_RENEW = Words(
    "请 HIS 方更换证书；急用时可加 --insecure 不验证。",
    "The HIS should renew it; --insecure skips the check meanwhile.",
)
_ASK_LOG = Words("请查看 HIS 服务和中间网关的日志。", "Look into the logs of the HIS and of gateways before it.")

_AGAIN = Words("需要时请重新调用。", "Call again if need be.")

_ALL = (
    Kind(
        "refused", 502, "his",
        Words("HIS 拒绝连接", "the HIS refused the connection"),
        Words("请确认 HIS 服务已启动，地址和端口正确。", "See that the HIS is running, and that address and port are right."),
    ),
    Kind(
        "unreachable", 502, "his",
        Words("网络上到不了 HIS", "the network has no way to the HIS"),
        Words("请检查网络、路由和 VPN。", "Look at network, routes and VPN."),
    ),
    Kind(
        "dns", 502, "hisight",
        Words("找不到 HIS 的主机名", "the host name of the HIS is not known"),
        Words("请核对上游地址的主机名，或本机的 DNS 和 hosts。", "Compare the upstream's host name, or this machine's DNS and hosts file."),
    ),
    Kind(
        "connect-timeout", 504, "his",
        Words("连接 HIS 超时", "connecting to the HIS took too long"),
        Words("请检查 HIS 主机是否开机，防火墙是否丢弃了连接。", "See that its machine is up and no firewall drops the connection."),
    ),
    Kind(
        "timeout", 504, "his",
        Words("HIS 在限定时间内没有应答", "the HIS did not answer in time"),
        Words(
            "请 HIS 方查找变慢的原因；确需更久时用 --timeout 放宽。",
            "The HIS should find out why it is slow; --timeout allows more where it has to be.",
        ),
    ),
    Kind("closed", 502, "his", Words("HIS 没有应答就断开了连接", "the HIS hung up without an answer"), _ASK_LOG),
    Kind("reset", 502, "his", Words("HIS 强行断开了连接（RST）", "the HIS reset the connection"), _ASK_LOG),
    Kind("cut", 502, "his", Words("HIS 的应答没有收完", "the HIS hung up in the middle of its answer"), _ASK_LOG),
    Kind(
        "malformed", 502, "his",
        Words("HIS 的应答不是 HTTP", "the answer of the HIS is not HTTP"),
        Words("请核对上游端口上是否是 HTTP 服务。", "See that the upstream's port is that of an HTTP service."),
    ),
    Kind(
        "answers-tls", 502, "hisight",
        Words("HIS 要用 https，而不是 http", "the HIS speaks https, not http"),
        Words("请把上游地址改为 https://。", "Write the upstream with https://."),
    ),
    Kind(
        "no-tls", 502, "hisight",
        Words("HIS 不支持 https（不是 TLS）", "the HIS does not speak https (no TLS)"),
        Words("请把上游地址改为 http://，或核对端口。", "Write the upstream with http://, or compare its port."),
    ),
    Kind("tls-expired", 502, "his", Words(f"{_CERTIFICATE}已过期", "the certificate of the HIS has expired"), _RENEW),
    Kind("tls-not-yet", 502, "his", Words(f"{_CERTIFICATE}尚未生效", "the certificate of the HIS is not valid yet"), _RENEW),
    Kind("tls-self-signed", 502, "his", Words(f"{_CERTIFICATE}是自签名的", "the certificate of the HIS is self-signed"), _TRUST),
    Kind(
        "tls-unknown-ca", 502, "his",
        Words(f"{_CERTIFICATE}由未知机构签发", "the certificate of the HIS is from an unknown authority"),
        _TRUST,
    ),
    Kind(
        "tls-wrong-name", 502, "his",
        Words(f"{_CERTIFICATE}不是为这个主机名签发的", "the certificate of the HIS is for another host name"),
        Words("请把上游地址写成证书中的主机名。", "Write the upstream with the host name that the certificate has."),
    ),
    Kind(
        "tls-version", 502, "his",
        Words("与 HIS 没有共同的 TLS 版本", "the HIS speaks no version of TLS that we speak"),
        Words("请 HIS 方启用 TLS 1.2 以上。", "The HIS should allow TLS 1.2 or later."),
    ),
    Kind(
        "tls-client-certificate", 502, "hisight",
        Words("HIS 不接受我们的客户端证书，或要求出示", "the HIS asks for a client certificate, or does not accept ours"),
        Words("请用 --client-cert 指定 HIS 方发放的证书。", "Name the certificate that the HIS gave out with --client-cert."),
    ),
    Kind("tls", 502, "his", Words("与 HIS 的 TLS 握手失败", "the TLS handshake with the HIS failed"), _ASK_LOG),
    Kind(
        "loop", 508, "hisight",
        Words("请求会回到代理自己", "the request would come back to the proxy itself"),
        Words("请把上游地址改为 HIS 的地址。", "Give the address of the HIS as the upstream."),
    ),
    Kind(
        "bad-request", 400, "platform",
        Words("平台的请求不是 HTTP", "the request of the platform is not HTTP"),
        Words("请平台方检查发送程序。", "The platform should look at what sends it."),
    ),
    Kind(
        "client-gone", 0, "platform",
        Words("平台没等到应答就断开了", "the platform hung up before the answer came"),
        Words("请检查平台的超时设置，以及 HIS 为什么慢。", "Look at the platform's timeout, and at why the HIS is slow."),
    ),
    Kind(
        "stopped", 0, "hisight",
        Words("应答到来之前代理被停止", "the proxy was stopped before the answer came"),
        _AGAIN,
    ),
    Kind("dropped", 0, "hisight", Words("在 HISight 中被丢弃", "it was dropped in HISight"), _AGAIN),
    Kind(
        "not-kept", 0, "hisight",
        Words("HISight 没能存下完整的报文", "HISight could not keep the whole message"),
        Words("它已原样转发，请腾出磁盘空间。", "It was passed on as it came. Make room on the disk."),
    ),
    Kind(
        "damaged", 0, "hisight",
        Words("会话文件里这次调用的数据已损坏", "what the session file holds of this call is damaged"),
        Words("请用 hisight session rescue 把其余的调用存到新文件。", "Save the other calls with `hisight session rescue`."),
    ),
    Kind(
        "not-in-file", 0, "hisight",
        Words("导入的文件里没有完整的报文", "the file that it was imported from does not hold all of it"),
        Words("请向对方索取完整的报文。", "Ask whoever sent it for the whole message."),
    ),
    Kind("other", 502, "his", Words("没有得到 HIS 的应答", "no answer came from the HIS"), _ASK_LOG),
)  # fmt: skip

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
    **dict.fromkeys(("ECONNRESET", "EPIPE", "WSAECONNRESET"), "reset"),
}
_WINDOWS = {"1225": "refused", "121": "connect-timeout", "1231": "unreachable", "1232": "unreachable", "11001": "dns"}
_ERRNO = re.compile(r"\[(?P<system>Errno|WinError) (?P<number>-?\d+)\]")
_PATTERNS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("dropped", r"^connection killed\.$"),
        ("stopped", r"proxy was stopped"),
        ("damaged", r"in the session file are damaged"),
        ("not-kept", r"bytes .*could not be kept|more than a session file can hold"),
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
        ("tls", r"certificate verify failed|OpenSSL|\bSSL\b|\bTLS\b|^connection closed$"),
        ("answers-tls", r"b'\\x1[56]\\x03"),
        ("cut", r"without sending complete message body|incomplete chunked|answer cut short|IncompleteRead"),
        ("dns", r"name or service not known|nodename nor servname|getaddrinfo|name resolution|no address associated"),
        ("refused", r"connection refused"),
        ("unreachable", r"unreachable|no route to host"),
        ("reset", r"connection reset|broken pipe"),
        ("closed", r"closed connection|closed connection without response"),
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


def read(error: str, *, begun: bool = False) -> Failure:
    """What an exchange's `error` says; one that was written without a kind is of the kind that its words tell of.

    `begun` is whether a part of the answer came.
    """
    name, colon, words = error.partition(": ")
    failed = Failure(KINDS[name], words) if colon and name in KINDS else classify(error)
    return Failure(KINDS["cut"], failed.words) if begun and failed.kind.name in ("closed", "reset") else failed


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
