from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hisight.export.formats.names import name_of, one_line, title_of

DEVICES = {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}


def unknown(evidence, exchange, operation: str):
    body = (
        f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><{operation}/></s:Body></s:Envelope>'
    )
    return evidence(exchange(request_body=body.encode()))


def test_a_call_is_called_by_number_and_function(evidence, exchange):
    call = evidence(exchange())
    assert name_of(call) == "0042-1002-CreatePat"
    assert title_of(call) == "#42 1002 CreatePat 用户信息注册接口"


def test_no_name_is_a_device_a_path_or_too_long(evidence, exchange):
    for operation in ("CON", "查询挂号", "a.b-", "x" * 300):
        name = name_of(unknown(evidence, exchange, operation))
        assert name.split(".")[0].upper() not in DEVICES
        assert name.startswith("0042")
        assert name.isascii()
        assert len(name) < 60
        assert name[-1].isalnum()


def test_what_is_no_call_is_called_by_what_it_asks(evidence, exchange):
    call = evidence(exchange(request_head=b"GET /his?wsdl HTTP/1.1\r\n\r\n", request_body=b""))
    assert (name_of(call), title_of(call)) == ("0042", "#42 GET /his?wsdl HTTP/1.1")
    call = evidence(replace(exchange(), request_head=b"", request_body=b""))
    assert title_of(call) == "#42"


@given(st.text())
def test_one_line_is_one_line(text):
    made = one_line(text)
    assert len(made.splitlines()) <= 1
    assert made.isprintable()
