import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol.transports import foreign


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<html><head><title> 登录 &amp; <b>注册</b></title>", "the HTML page “登录 & 注册”, no SOAP."),
        ("<!DOCTYPE html>\n<HTML><body>x", "an HTML page, no SOAP."),
        ("<h1>Whitelabel</h1>", "the HTML page “Whitelabel”"),
        ('{"code": 500}', "JSON, no SOAP."),
        (" [1]", "JSON"),
        ("xml=%3CROOT%3E&user=1", "form data"),
        ("\x00\x01\x02\ufffd", "binary, neither"),
        ("Service   is\nup", "neither SOAP nor XML: “Service is up”."),
        ("x" * 100, f"“{'x' * 60}…”"),
    ],
)
def test_what_is_no_soap_is_called_what_it_is(text, words):
    assert words in foreign.describe(text).en


def test_a_page_is_told_from_a_document():
    assert foreign.is_page("<?xml version='1.0'?><!-- x --><html/>")
    assert not foreign.is_page("<ROOT/>")
    assert not foreign.is_page("<headless/>")


@given(st.text(max_size=100))
def test_any_text_is_something(text):
    assert foreign.describe(text).zh
