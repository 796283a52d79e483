from hisight.imports.text.heads import head_before


def head(text: bytes) -> bytes:
    return head_before(text, 0, len(text))


def test_a_head_right_before_a_body_is_its_head():
    assert head(b"x\nPOST /a HTTP/1.1\nHost: his\n\n") == b"POST /a HTTP/1.1\r\nHost: his\r\n\r\n"
    assert head(b"< HTTP/1.1 200 OK\r\n< Server: x\r\n< \r\n") == b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"
    assert head(b"POST /old HTTP/1.1\n\nHTTP/1.1 204 No Content\n\n") == b"HTTP/1.1 204 No Content\r\n\r\n"


def test_a_head_of_which_something_else_follows_is_none():
    assert head(b"POST /a HTTP/1.1\nHost: his\n\nbody: ") == b""
    assert head(b"POST /a HTTP/1.1\nHost: his\n") == b""
    assert head(b"POST /a HTTP/1.1\nwe say so\n\n") == b""
    assert head(b"no head\n\n") == b""
    assert head_before(b"POST /a HTTP/1.1\n\n", 3, 18) == b""
