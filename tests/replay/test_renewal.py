"""Fresh times and numbers, the same number the same throughout."""

from datetime import datetime

import pytest

from hisight.capture import Exchange
from hisight.protocol import Scheme, compose_root, soap_answer, soap_request
from hisight.reading import Reader
from hisight.replay.renewal import Renewal, fresh_number, made_up_by

PLAIN = Scheme("none", "elements-keyless")
NOW = datetime(2027, 1, 2, 3, 4, 5)


@pytest.fixture
def read(catalog):
    """A call read: FUN_CODE, the inside of REQ and of RES."""
    reader = Reader(catalog, scheme=PLAIN)

    def make(fun_code: str, asked: str, told: str = ""):
        request = compose_root("request", {"FUN_CODE": fun_code, "USER_ID": "u"}, f"<REQ>{asked}</REQ>", PLAIN)
        answer = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": ""}, f"<RES>{told}</RES>", PLAIN)
        return reader.read(
            Exchange(
                b"POST / HTTP/1.1\r\n\r\n",
                soap_request("X", "xml", request, "urn:h").encode(),
                b"HTTP/1.1 200 OK\r\n\r\n",
                soap_answer("X", answer, "urn:h").encode(),
                url="http://his/",
            )
        )

    return make


def test_a_moment_is_now_in_its_own_format_and_a_day_stays(read):
    order = read("2007", "<REG_DATE>2026-11-26</REG_DATE><ORDER_TIME>2026-11-26 10:00:00</ORDER_TIME>")
    assert Renewal(NOW).xml(order.subject("request")) == (
        "<REQ><REG_DATE>2026-11-26</REG_DATE><ORDER_TIME>2027-01-02 03:04:05</ORDER_TIME></REQ>"
    )


def test_a_number_that_the_platform_makes_up_is_new_as_long_and_alike_in_later_calls(read):
    renewal, old = Renewal(NOW), "2026112600000001"
    lock = renewal.xml(read("2005", f"<LOCK_ID>{old}</LOCK_ID>").subject("request"))
    new = lock.partition("<LOCK_ID>")[2].partition("<")[0]
    assert new != old
    assert len(new) == len(old)
    order = renewal.xml(read("2007", f"<ORDER_ID>{old}</ORDER_ID>").subject("request"))
    assert order == f"<REQ><ORDER_ID>{new}</ORDER_ID></REQ>"
    cancel = renewal.xml(read("2009", f"<ORDER_ID>{old}</ORDER_ID>").subject("request"))
    assert new in cancel


def test_a_number_that_was_not_made_up_in_the_batch_stays(read):
    cancel = read("2009", "<ORDER_ID>A1</ORDER_ID>")
    assert Renewal(NOW).xml(cancel.subject("request")) == cancel.call.request.payload.xml


def test_two_calls_get_two_numbers(read):
    renewal = Renewal(NOW)
    locks = {
        renewal.xml(read("2005", f"<LOCK_ID>{old}</LOCK_ID>").subject("request")) for old in ("1000001", "1000002")
    }
    assert len(locks) == 2


def test_what_the_his_gave_out_anew_takes_the_place_of_what_it_gave_out_before(read):
    renewal = Renewal(NOW)
    before = read("2005", "<LOCK_ID>1000001</LOCK_ID>", "<HOSP_LOCK_ID>L1</HOSP_LOCK_ID>")
    after = read("2005", "<LOCK_ID>1000009</LOCK_ID>", "<HOSP_LOCK_ID>L2</HOSP_LOCK_ID>")
    renewal.learn(before, after)
    unlock = read("2006", "<HOSP_LOCK_ID>L1</HOSP_LOCK_ID>")
    assert renewal.xml(unlock.subject("request")) == "<REQ><HOSP_LOCK_ID>L2</HOSP_LOCK_ID></REQ>"


def test_a_value_without_digits_gets_a_number_too(read):
    renewed = Renewal(NOW).xml(read("2005", "<LOCK_ID>ABC</LOCK_ID>").subject("request"))
    assert renewed != "<REQ><LOCK_ID>ABC</LOCK_ID></REQ>"


def test_a_fresh_number_is_the_time_and_functions_say_where_it_stands(catalog):
    assert fresh_number(datetime(2026, 11, 26, 8, 30, 5, 678_000)) == "20261126083005678"
    assert list(made_up_by(catalog.function("2005"))) == ["LOCK_ID"]
    assert list(made_up_by(catalog.function("2001"))) == list(made_up_by(None)) == []
