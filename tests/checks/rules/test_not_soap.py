import pytest


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<html><title>登录</title></html>", "the HTML page “登录”"),
        ("<!DOCTYPE html><html><br>", "an HTML page"),
        ('{"code": 1}', "JSON"),
        ("service is running", "neither SOAP nor XML: “service is running”"),
        (b"\x00\x01\x02", "binary"),
    ],
)
def test_what_is_no_soap_is_named(exchanged, body, words):
    assert exchanged() == []
    (finding,) = exchanged(body)
    assert (finding.code, finding.name) == ("NET004", "not-soap")
    assert words in finding.message.en


def test_a_body_that_cannot_be_unfolded_says_why(exchanged):
    (finding,) = exchanged(b"\x00\x01", fields="Content-Encoding: zoo\r\n")
    assert finding.message.en == "unknown Content-Encoding: zoo."


def test_a_page_for_a_browser_is_no_fault(exchanged):
    assert exchanged("<html/>", head=b"GET / HTTP/1.1\r\n\r\n", request=b"") == []
