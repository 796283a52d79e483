from dataclasses import replace

from tests.gui import recorded

from hisight.intercept.sides import as_sent, exchange_as_sent, left_otherwise


def test_a_call_is_shown_as_it_left():
    call = recorded.reading(fun_code="2007").call
    assert not left_otherwise(call.exchange)
    assert exchange_as_sent(call.exchange) == call.exchange
    body = call.exchange.response_body.replace("成功".encode(), "失败".encode())
    touched = replace(call.exchange, response_body_sent=body, response_head_sent=b"HTTP/1.1 500 No\r\n\r\n")
    assert left_otherwise(touched)
    sent = as_sent(replace(call, exchange=touched))
    assert (sent.return_msg, sent.response.head.status) == ("失败", 500)
    assert sent.request == call.request
