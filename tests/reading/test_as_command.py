import base64
import re
import shlex

import pytest

from hisight.capture import Exchange
from hisight.reading.as_command import headers, in_settings, method, posix, powershell, settings

HEAD = (
    b'POST /his?a=1&b=2 HTTP/1.1\r\nHost: his\r\nContent-Type: text/xml; charset=gbk\r\nSOAPAction: "urn:x"\r\n'
    b"Content-Length: 99\r\nExpect: 100-continue\r\n\r\n"
)


def test_the_posix_command_has_every_character_of_method_head_body_and_address():
    body = b'<A>it\'s "here" & $HOME</A>\n'
    assert shlex.split(posix(Exchange(HEAD, body, url="http://his/his?a=1&b=2"))) == [
        *("curl", "-sSg", "-X", "POST", "-H", "Content-Type: text/xml; charset=gbk", "-H", 'SOAPAction: "urn:x"'),
        *("--data-raw", body.decode(), "http://his/his?a=1&b=2"),
    ]


@pytest.mark.parametrize("body", ["<A>内科</A>".encode("gb18030"), bytes(range(256))])
def test_a_body_that_a_terminal_could_spoil_goes_as_base64(body):
    command = posix(Exchange(HEAD, body, url="http://his/his"))
    encoded = re.fullmatch(r"printf %s (\S+) \| base64 -d \| curl .* --data-binary @- http://his/his", command)[1]
    assert base64.b64decode(encoded) == body


def test_a_request_without_body_has_no_data():
    assert posix(Exchange(b"GET /his?wsdl HTTP/1.1\r\n\r\n", b"", url="http://his/his?wsdl")) == (
        "curl -sSg -X GET 'http://his/his?wsdl'"
    )


def test_a_body_that_begins_with_an_at_sign_names_no_file():
    assert "--data-raw @/etc/passwd" in posix(Exchange(HEAD, b"@/etc/passwd", url="http://his/his"))


def test_a_field_without_value_is_sent_and_one_without_a_name_is_not():
    head = b"POST /his HTTP/1.1\r\nX-Empty:\r\n@/etc/passwd\r\nno name: 1\r\n\r\n"
    assert headers(Exchange(head, b"")) == ["X-Empty;"]


def test_curl_does_not_wait_for_the_body_of_an_answer_that_has_none():
    assert method(Exchange(b"HEAD /his HTTP/1.1\r\n\r\n", b"")) == ["--head"]
    assert settings(Exchange(b"HEAD /his HTTP/1.1\r\n\r\n", b"")) == ["head"]


def test_a_setting_stays_on_its_line():
    assert in_settings('a"b\\c\r\n\t\v') == r'"a\"b\\c\r\n\t\v"'


def test_powershell_gets_the_body_as_base64_and_the_rest_as_curl_settings():
    text = powershell(Exchange(HEAD, "<A>内科</A>".encode(), url="http://his/his"))
    encoded = re.search(r"FromBase64String\('([^']+)'\)", text)[1]
    assert base64.b64decode(encoded) == "<A>内科</A>".encode()
    assert 'header = "SOAPAction: \\"urn:x\\""' in text
    assert "Host" not in text
    assert text.endswith('\'@ | curl.exe -sSg -K - --data-binary "@$body"')
