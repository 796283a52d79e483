import base64
import gzip
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.intercept.sight import Message, Sight, plain_value
from hisight.protocol import markup, soap_request

HEAD = b"POST / HTTP/1.1\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n"
ROOT = "<ROOT><FUN_CODE>{}</FUN_CODE><USER_ID> {} </USER_ID><SIGN/><REQ_ENCRYPTED>x</REQ_ENCRYPTED></ROOT>"
PLAIN = ROOT.format("2007", "0001")


def message(body: bytes, head: bytes = HEAD) -> Message:
    return Message(lambda: (head, body))


@pytest.mark.parametrize(
    "found",
    [
        message(PLAIN.encode()),
        message(soap_request("Op", "xml", PLAIN, "urn:x").encode()),
        message(soap_request("Op", "xml", markup.escape(PLAIN), "urn:x").encode()),
        message(f"<soap><Body><Op><xml>{markup.cdata(PLAIN)}</xml></Op></Body></soap>".encode()),
        message(soap_request("Op", "xml", ROOT.format("<![CDATA[2007]]>", "&#48;001"), "urn:x").encode()),
        message(soap_request("Op", "xml", base64.b64encode(PLAIN.encode()).decode(), "urn:x").encode()),
        message(("<!-- FUN_CODE -->" + PLAIN).encode()),
        message(PLAIN.encode("utf-16")),
        message(gzip.compress(PLAIN.encode()), HEAD.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")),
        message(
            b"xml=" + quote_plus(PLAIN).encode(),
            b"POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n",
        ),
    ],
)
def test_function_and_user_are_read_however_they_are_carried(found):
    assert (found.function, found.value("USER_ID"), found.value("RETURN_CODE")) == ("2007", "0001", "")


def test_a_message_without_a_function_is_known_by_its_operation():
    bare = message(soap_request("OrderReg", "xml", "<REQ/>", "urn:x").encode())
    assert (bare.function, bare.value("USER_ID")) == ("orderreg", "")


@given(st.binary() | st.text().map(lambda text: ROOT.format(text, "x").encode()))
def test_no_message_is_too_strange(body):
    assert isinstance(message(body).function, str)
    assert message(body).value("USER_ID") in ("x", "", message(body).value("USER_ID"))


@given(
    st.text(alphabet="<>&;![]CDATA/ 02a-", max_size=12)
    | st.sampled_from(["<![CDATA[0]]>", "&lt;![CDATA[0]]&gt;", "0]]>"]),
    st.sampled_from([lambda text: text, markup.escape, markup.cdata]),
)
def test_what_stands_in_plain_sight_is_what_reading_finds(value, carried):
    body = f"<a><b>{carried(ROOT.format(value, '1'))}</b></a>".encode()
    quick = plain_value(body, "FUN_CODE")
    assert quick is None or quick == message(body)._read[0].plain("FUN_CODE")


def test_a_body_that_is_too_large_to_read_is_not_read(monkeypatch):
    monkeypatch.setattr("hisight.intercept.sight.limits.of_body", lambda _content: object())
    assert message(b"<ROOT><FUN_CODE>2<i/></FUN_CODE></ROOT>").function == ""


def test_an_answer_is_there_once_it_has_come():
    assert Sight(lambda: "u", lambda: (b"", b"")).response is None
    assert (
        Sight(lambda: "u", lambda: (b"", b""), lambda: (b"", b"<R><RETURN_CODE>3</RETURN_CODE></R>")).response.value(
            "RETURN_CODE"
        )
        == "3"
    )


def test_the_usual_ways_of_writing_a_value_are_in_plain_sight():
    for carried in (str, markup.escape, markup.cdata):
        for value in ("0", "<![CDATA[0]]>"):
            assert (
                plain_value(f"<x>{carried(f'<R><RETURN_CODE>{value}</RETURN_CODE></R>')}</x>".encode(), "RETURN_CODE")
                == "0"
            )
