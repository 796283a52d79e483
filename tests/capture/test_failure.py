"""hisight.capture.failure"""

import errno

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.capture import failure

SEEN = {
    f"[Errno {errno.ECONNREFUSED}] Connect call failed ('127.0.0.1', 9)": "refused",
    f"Multiple exceptions: [Errno {errno.ECONNREFUSED}] Connect call failed ('::1', 9, 0, 0), [Errno 0] x": "refused",
    "[WinError 1225] 远程计算机拒绝网络连接。": "refused",
    "Connection refused": "refused",
    f"[Errno {errno.EHOSTUNREACH}] Connect call failed ('10.0.0.5', 80)": "unreachable",
    f"[Errno {errno.ETIMEDOUT}] Connect call failed ('10.0.0.5', 80)": "connect-timeout",
    "no connection within 60 s": "connect-timeout",
    "no answer within 60 s": "timeout",
    "[Errno -2] Name or service not known": "dns",
    "[Errno 11001] getaddrinfo failed": "dns",
    "server closed connection": "closed",
    f"[Errno {errno.ECONNRESET}] Connection reset by peer": "closed",
    "HTTP/1 protocol error: peer closed connection without sending complete message body (received 4 bytes, expected 10)": "cut",
    "Cannot parse HTTP response: Bad HTTP response line: b'nonsense'": "malformed",
    "unexpected server response: b'\\x15\\x03\\x03\\x00\\x02\\x02\\x16'": "answers-tls",
    "Certificate verify failed: certificate has expired": "tls-expired",
    "Certificate verify failed: certificate is not yet valid": "tls-not-yet",
    "Certificate verify failed: self-signed certificate": "tls-self-signed",
    "Certificate verify failed: self-signed certificate in certificate chain": "tls-unknown-ca",
    "Certificate verify failed: unable to get local issuer certificate": "tls-unknown-ca",
    "Certificate verify failed: hostname mismatch": "tls-wrong-name",
    "Certificate verify failed: IP address mismatch": "tls-wrong-name",
    "The remote server does not speak TLS.": "no-tls",
    "OpenSSL Error([('SSL routines', '', 'sslv3 alert handshake failure')])": "tls-client-certificate",
    "OpenSSL Error([('SSL routines', '', 'unexpected message')])": "tls",
    "The remote server and mitmproxy cannot agree on a TLS version to use. You may": "tls-version",
    "Client disconnected.": "client-gone",
    "the proxy was stopped before the answer came": "stopped",
    "Connection killed: 127.0.0.1:9 is a listener of this proxy": "loop",
    "Connection killed.": "dropped",
    "something new": "other",
}


@pytest.mark.parametrize("words", SEEN)
def test_the_words_of_the_network_are_of_one_kind_and_are_kept(words):
    found = failure.classify(words)

    assert (found.kind.name, found.words) == (SEEN[words], words)
    assert failure.read(str(found)) == found
    assert failure.read(words) == found


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("HTTP/1 protocol error: peer closed connection without sending complete message body (received 1)", "client-gone"),
        ("HTTP/1 protocol error: illegal chunk header", "bad-request"),
        ("Bad HTTP request line: b'x'", "bad-request"),
        ("Client disconnected.", "client-gone"),
        ("server closed connection", "closed"),
    ],
)  # fmt: skip
def test_before_the_request_has_ended_it_may_be_the_platform_that_failed(words, kind):
    assert failure.classify(words, asked=False).kind.name == kind


def test_an_error_of_an_older_session_has_its_kind_from_its_words():
    assert failure.read("server closed connection").kind.name == "closed"
    assert failure.read("odd: words").words == "odd: words"


def test_who_hangs_up_after_a_part_of_the_answer_cut_it():
    assert failure.read("closed: server closed connection", begun=True).kind.name == "cut"
    assert failure.read("timeout: no answer within 60 s", begun=True).kind.name == "timeout"


def test_every_kind_is_answered_as_a_gateway_would():
    for kind in failure.KINDS.values():
        expected = {"hisight": (0, 502, 508), "his": (502, 504), "platform": (0, 400)}[kind.side]
        assert kind.status in expected
        assert all((*kind.what, *kind.remedy))
        assert (kind.remedy.zh[-1], kind.remedy.en[-1]) == ("。", ".")
        assert not kind.what.zh.endswith("。")
    assert {kind.name for kind in failure.KINDS.values() if kind.status == 504} == {"timeout", "connect-timeout"}


@given(st.text(), st.booleans())
def test_any_words_have_a_kind(words, asked):
    found = failure.classify(words, asked=asked)
    assert found.words == words
    assert failure.KINDS[found.kind.name] is found.kind
    assert failure.read(str(found)) == found
