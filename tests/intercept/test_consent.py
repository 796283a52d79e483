from tests.gui import recorded

from hisight.capture import Exchange
from hisight.intercept.consent import question_about
from hisight.replay import as_recorded, edited
from hisight.replay.edit import set_value
from hisight.replay.outgoing import with_body


def outgoing(fun_code: str, path: str, value: str):
    reading = recorded.reading(fun_code=fun_code)
    request = reading.call.request
    return reading.call.exchange, edited(reading.call.exchange, request, set_value(request.payload.xml, path, value))


def test_what_the_platform_wanted_is_not_asked_about():
    exchange = recorded.exchange(fun_code="2007")
    assert question_about(exchange, as_recorded(exchange), recorded.READER) is None
    assert question_about(*outgoing("2007", "REQ/SEX", "2"), recorded.READER) is None
    assert question_about(*outgoing("2001", "REQ/DEPT_ID", "2"), recorded.READER) is None


def test_another_order_of_the_same_patient_is_asked_about():
    assert question_about(*outgoing("2007", "REQ/ORDER_ID", "another"), recorded.READER) is not None
    assert question_about(*outgoing("2005", "REQ/REG_ID", "another"), recorded.READER) is not None
    assert question_about(*outgoing("2001", "REQ/DEPT_ID", "another"), recorded.READER) is None


def test_what_cannot_be_read_is_asked_about_unless_it_goes_on_as_it_came():
    held = Exchange(b"POST / HTTP/1.1\r\n\r\n", b"one thing", url=recorded.URL)
    assert question_about(held, as_recorded(held), recorded.READER) is None
    assert question_about(held, with_body(as_recorded(held), b"another"), recorded.READER) is not None


def test_another_patient_or_another_function_is():
    asked = question_about(*outgoing("2007", "REQ/NAME", "别人"), recorded.READER)
    assert "别人" in asked.patients[0]
    reads = recorded.reading(fun_code="2001")
    writes = edited(reads.call.exchange, reads.call.request, None, {"FUN_CODE": "2007"})
    assert question_about(reads.call.exchange, writes, recorded.READER).deeds[0].effect == "write"
