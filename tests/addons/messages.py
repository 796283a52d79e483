"""Generated HTTP/1 messages as real stacks write them, and how to pass one through a proxy and see what came out."""

import gzip
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass

from hypothesis import strategies as st

INTERIM = b"HTTP/1.1 100 Continue\r\n\r\n"

_FIELDS = (
    b"X-A: 1",
    b"x-a: 2",
    b"X-Close:at once",
    b"X-Blank:   padded \t ",
    b"X-Empty:",
    b"X-Empty: ",
    b"X-Tab:\tvalue",
    b"X-Fold: one\r\n two",
    b"X-Fold: one\r\n\t  two  \r\n three",
    b"X-Name: " + "张三".encode("gbk"),
    b"X-Name: " + "张三".encode(),
    b"X-Colon: a:b:c",
    b"SOAP Action: x",
    b"X-Before : 1",
    b'SOAPACTION: "http://his.example/LockReg"',
    b"Cookie: a=1; b=2",
    b"cOOKIE: c=3",
    b"Content-Type: text/xml;charset=gbk",
    b"Content-Encoding: gzip",
    b"Connection: keep-alive",
    b'Alt-Svc: h3=":443"',
    b"Via: 1.0 old",
    b"Upgrade-Insecure-Requests: 1",
)
_TARGETS = (
    b"/his",
    b"/",
    b"*",
    b"/his?wsdl&a=%20b",
    b"//his//x",
    b"/his;v=1?q=#f",
    b"/" + "科室?q=内科".encode("gbk"),
    b"http://his.example/his",
    b"http://his.example:8080/?x",
)
_BODIES = (
    b"",
    b"x",
    "<REQ><PAT_NAME>张三</PAT_NAME></REQ>".encode("gbk"),
    gzip.compress(b"<a/>" * 50, mtime=0),
    bytes(range(256)),
    b"\r\n0\r\n\r\n",
    b"<ROOT>" + b"\xc4\xda\xbf\xc6" * 900 + b"</ROOT>",
    bytes(range(250)) * 1200,
)
_LARGE = bytes(range(250)) * 5000  # more than is held in memory


@dataclass(frozen=True)
class Message:
    """What passes in one direction."""

    head: bytes
    body: bytes
    sent: bytes
    """The body as it passes: in chunks, or as it is."""
    interim: bytes = b""
    """What passes before it."""

    @property
    def whole(self) -> bytes:
        return self.interim + self.head + self.sent


@st.composite
def _chunked(draw, body: bytes) -> bytes:
    parts, at = [], 0
    while at < len(body):
        size = draw(st.sampled_from((1, 7, 64, 1000, 100_000, len(body))))
        part = body[at : at + size]
        spelt = draw(st.sampled_from((b"%x", b"%X", b"000%x"))) % len(part)
        parts += [spelt, draw(st.sampled_from((b"", b"", b";name=value", b'; quoted="a b"'))), b"\r\n", part, b"\r\n"]
        at += size
    end = draw(st.sampled_from((b"0\r\n\r\n", b"0\r\n\r\n", b"000;last\r\n\r\n", b"0\r\nX-Sum: 7\r\nx-b:8\r\n\r\n")))
    return b"".join((*parts, end))


@st.composite
def _message(draw, start_line: bytes, *, may_chunk: bool, must_tell: bool, body: bytes) -> Message:
    fields = draw(st.lists(st.sampled_from(_FIELDS), max_size=6))
    framing = draw(st.sampled_from(("length", "chunks"))) if may_chunk else "length"
    sent = body
    if framing == "chunks" and body is not _LARGE:
        fields.append(draw(st.sampled_from((b"Transfer-Encoding: chunked", b"transfer-encoding:Chunked"))))
        sent = draw(_chunked(body))
    elif body or must_tell or draw(st.booleans()):
        fields.append(
            draw(st.sampled_from((b"Content-Length: %d", b"content-LENGTH:%d", b"Content-Length:  %d "))) % len(body)
        )
    end = draw(st.sampled_from((b"\r\n",) * 9 + (b"\n",)))
    lines = [start_line, *draw(st.permutations(fields)), b"", b""]
    return Message(end.join(lines), body, sent)


@st.composite
def pairs(draw) -> tuple[Message, Message]:
    """A request and its answer."""
    method = draw(
        st.sampled_from((b"POST", b"POST", b"POST", b"GET", b"HEAD", b"PUT", b"OPTIONS", b"post", b"M-SEARCH"))
    )
    version = draw(st.sampled_from((b"HTTP/1.1",) * 4 + (b"HTTP/1.0",)))
    bodies = st.sampled_from((*_BODIES * 4, _LARGE))
    body = draw(bodies) if method.upper() in (b"POST", b"PUT") else b""
    start = b" ".join((method, draw(st.sampled_from(_TARGETS)), version))
    new = version == b"HTTP/1.1"
    request = draw(_message(start, may_chunk=new and method.upper() in (b"POST", b"PUT"), must_tell=False, body=body))
    if b"ost:" not in request.head and new:
        host = draw(st.sampled_from((b"Host: his.example", b"hOST:his.example:9000", b"Host:  127.0.0.1 ")))
        line_end = b"\r\n" if request.head.endswith(b"\r\n\r\n") else b"\n"
        request = Message(request.head[: -len(line_end)] + host + line_end * 2, request.body, request.sent)

    status = draw(st.sampled_from((200,) * 5 + (201, 204, 304, 401, 404, 500, 503)))
    reason = draw(st.sampled_from((b" OK", b" ", b"", b" " + "成功".encode("gbk"), b"  two  words ")))
    none = method == b"HEAD" or status in (204, 304)
    start = b"HTTP/1.%d %d%s" % (draw(st.sampled_from((1, 1, 1, 0))), status, reason)
    body = b"" if none else draw(bodies)
    answer = draw(
        _message(start, may_chunk=new and not none and start.startswith(b"HTTP/1.1"), must_tell=not none, body=body)
    )
    if new and draw(st.integers(0, 19)) == 0:
        answer = Message(
            answer.head,
            answer.body,
            answer.sent,
            draw(st.sampled_from((INTERIM, b"HTTP/1.1 102 Wait\r\nX: y\r\n\r\n"))),
        )
    return request, answer


class Passing:
    """A server that expects a request of known length and answers with known bytes."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self) -> None:
        self._socket.close()

    def through(self, listen: object, *turns: tuple[bytes, bytes], hang_up: bool = False) -> tuple[bytes, bytes]:
        """What the server got and what the client got, each until nothing more comes, of requests and their answers in turn.

        With `hang_up` the server does after the last answer; else the client does.
        """
        got: list[bytes] = []
        served = threading.Thread(target=self._serve, args=[turns, got, hang_up])
        served.start()
        received = b""
        host, _, port = str(listen).rpartition(":")
        with socket.create_connection((host, int(port)), timeout=5) as client, suppress(OSError):
            for request, answer in turns:
                client.sendall(request)
                received += _receive(client, len(answer))
            client.shutdown(socket.SHUT_WR)
            received += _receive(client, None)
        served.join()
        return b"".join(got), received

    def _serve(self, turns: tuple[tuple[bytes, bytes], ...], got: list[bytes], hang_up: bool) -> None:
        self._socket.settimeout(5)
        with suppress(OSError):
            connection, _ = self._socket.accept()
            with connection:
                connection.settimeout(5)
                for request, answer in turns:
                    got.append(_receive(connection, len(request.lstrip(b"\r\n"))))
                    connection.sendall(answer)
                if not hang_up:
                    got.append(_receive(connection, None))


def _receive(connection: socket.socket, length: int | None) -> bytes:
    """`length` bytes, or all until the other side ends."""
    received = b""
    try:
        while length is None or len(received) < length:
            part = connection.recv(1 << 20)
            if not part:
                break
            received += part
    except OSError:
        pass
    return received
