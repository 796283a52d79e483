import base64
import re
import shlex

import pytest

from hisight.capture import Exchange
from hisight.reading.as_command import posix, powershell

HEAD = (
    b'POST /his?a=1&b=2 HTTP/1.1\r\nHost: his\r\nContent-Type: text/xml; charset=gbk\r\nSOAPAction: "urn:x"\r\n'
    b"Content-Length: 99\r\nExpect: 100-continue\r\n\r\n"
)


def test_the_posix_command_has_every_character_of_method_head_body_and_address():
    body = b'<A>it\'s "here" & $HOME</A>\n'
    assert shlex.split(posix(Exchange(HEAD, body, url="http://his/his?a=1&b=2"))) == [
        *("curl", "-sS", "-X", "POST", "-H", "Content-Type: text/xml; charset=gbk", "-H", 'SOAPAction: "urn:x"'),
        *("--data-binary", body.decode(), "http://his/his?a=1&b=2"),
    ]


@pytest.mark.parametrize("body", ["<A>内科</A>".encode("gb18030"), bytes(range(256))])
def test_a_body_that_a_terminal_could_spoil_goes_as_base64(body):
    command = posix(Exchange(HEAD, body, url="http://his/his"))
    encoded = re.fullmatch(r"printf %s (\S+) \| base64 -d \| curl .* --data-binary @- http://his/his", command)[1]
    assert base64.b64decode(encoded) == body


def test_a_request_without_body_has_no_data():
    assert posix(Exchange(b"GET /his?wsdl HTTP/1.1\r\n\r\n", b"", url="http://his/his?wsdl")) == (
        "curl -sS -X GET 'http://his/his?wsdl'"
    )


def test_powershell_gets_the_body_as_base64_and_the_rest_as_curl_settings():
    text = powershell(Exchange(HEAD, "<A>内科</A>".encode(), url="http://his/his"))
    encoded = re.search(r"FromBase64String\('([^']+)'\)", text)[1]
    assert base64.b64decode(encoded) == "<A>内科</A>".encode()
    assert 'header = "SOAPAction: \\"urn:x\\""' in text
    assert "Host" not in text
    assert text.endswith('\'@ | curl.exe -sS -K - --data-binary "@$body"')
