from dataclasses import replace

import pytest
from tests.reading.conftest import ANSWER, OTHER, REQUEST, SCHEME

from hisight.capture import Exchange
from hisight.checks import check_across, facts_of
from hisight.protocol import Scheme, compose_root, soap_request
from hisight.reading import Reader, verdict

PLAIN = Scheme("none", "elements-keyless")
FAULT = (
    b"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault><faultstring>boom</faultstring>"
    b"</s:Fault></s:Body></s:Envelope>"
)
UNSIGNED = (
    f"<ROOT><FUN_CODE>1001</FUN_CODE><USER_ID>u</USER_ID><REQ_ENCRYPTED>{REQUEST}</REQ_ENCRYPTED></ROOT>".encode()
)


@pytest.mark.parametrize(
    ("differences", "failed", "sentence"),
    [
        ({}, False, "Success, and it conforms. The signatures are right."),
        (
            {"error": "connection refused"},
            True,
            "The HIS refused the connection (his.example:8080: connection refused). See that the HIS is running",
        ),
        (
            {"status": "502 Bad Gateway", "body": b"<html/>"},
            True,
            "The HIS answered HTTP 502 Bad Gateway without a business",
        ),
        (
            {"status": "500 Error", "body": FAULT},
            True,
            "The HIS failed with HTTP 500 Error: the peer answered with a SOAP Fault",
        ),
        ({"body": FAULT}, True, "The message of the HIS cannot be read: the peer answered with a SOAP Fault: boom"),
        (
            {"body": b"<html><body>login</body></html>"},
            True,
            "The message of the HIS cannot be read: the body is an HTML page",
        ),
        ({"body": b""}, True, "The message of the HIS cannot be read: the body is empty."),
        ({"request_scheme": OTHER}, False, "The platform uses another key: neither signature nor ciphertext fits."),
        ({"answer_scheme": OTHER}, False, "The HIS uses another key: neither signature nor ciphertext fits."),
        (
            {"answer_scheme": replace(OTHER, cipher="none")},
            False,
            "The signature of the HIS does not fit; the platform will refuse it.",
        ),
        (
            {"request_scheme": replace(OTHER, cipher="none"), "code": "7", "answer": "", "message": "签名不正确"},
            True,
            "The platform's signature does not fit. The HIS refused it for that. Compare",
        ),
        (
            {"request_scheme": replace(OTHER, cipher="none")},
            False,
            "The platform's signature does not fit. Compare base string and key",
        ),
        (
            {"code": "7", "answer": "", "message": "签名不正确"},
            True,
            "The HIS calls the signature wrong, yet it fits sorted-query-key.",
        ),
        (
            {"code": "99", "answer": "", "message": "系统错误"},
            True,
            "The HIS refused (99): 系统错误. The request conforms.",
        ),
        ({"code": "99", "answer": "", "message": ""}, True, "The HIS refused (99): 系统错误. The request conforms."),
        (
            {"code": "-1", "answer": "", "message": "no"},
            True,
            "The HIS refused (-1): no. The request conforms. The code is not in the interface.",
        ),
        (
            {"code": "1", "answer": "", "message": "参数", "request": REQUEST.replace("127.0.0.1", "")},
            True,
            "The HIS refused (1): 参数. The request does not conform, on the platform's side: the required field IP is empty.",
        ),
        (
            {"answer": "<RES/>"},
            False,
            "The answer of the HIS does not conform: the required field SYSDATE is missing.",
        ),
        (
            {"request": "<REQ/>"},
            False,
            "The platform's request does not conform: the required field HOSPITAL_ID is missing. And 1 more.",
        ),
        (
            {"body": ANSWER.encode()},
            True,
            "The answer of the HIS does not conform: there is no ROOT around the payload.",
        ),
        (
            {"code": "0000"},
            True,
            "The HIS refused (0000): 交易成功. The request conforms. The code is not in the interface.",
        ),
        (
            {"request": REQUEST.replace("</REQ>", "<X/></REQ>")},
            False,
            "Success, but the platform should note: the interface has no field X here.",
        ),
    ],
)
def test_the_verdict_says_what_happened_and_on_whose_side(read, differences, failed, sentence):
    reading = read(**differences)
    assert reading.verdict.en.startswith(sentence)
    assert reading.failed is failed
    assert reading.verdict.zh.endswith(("。", "）", "："))


def test_without_a_key_it_says_so_instead_of_guessing(read, catalog):
    nobody = Reader(catalog, scheme=Scheme())
    assert "no key is known" in read(by=nobody).verdict.en
    refused = read(by=nobody, code="99", answer="", message="系统错误").verdict.en
    assert refused.startswith("The HIS refused (99): 系统错误. The payload is encrypted and no key is known.")
    plain = replace(SCHEME, cipher="none")
    reading = read(by=nobody, request_scheme=plain, answer_scheme=plain)
    assert reading.verdict.en == "Success, and it conforms. Without a key the signatures were not verified."


def test_a_deviation_is_said_even_in_success(read, catalog):
    strict = Reader(catalog, scheme=replace(SCHEME, rule="elements-keyless"))
    assert read(by=strict).verdict.en.startswith(
        "Success, but the platform should note: the signature fits sorted-query-key, while the profile says"
    )
    lower = read(answer_scheme=replace(SCHEME, rule="sorted-query-key-lower"), by=Reader(catalog, scheme=SCHEME))
    assert "Yet the signature fits sorted-query-key-lower, while the profile says sorted-query-key." in lower.verdict.en


def test_a_slow_call_is_called_slow(read, reader):
    exchange = replace(read().call.exchange, duration_ms=1234.0)
    assert reader.read(exchange).verdict.en.endswith("It took 1.2 s, which is slow.")


def test_what_is_not_signed_is_said(catalog):
    nobody = Reader(catalog, scheme=Scheme())
    body = "<RETURN_CODE>0</RETURN_CODE><RETURN_MSG>x</RETURN_MSG><SIGN_TYPE>MD5</SIGN_TYPE><SIGN/>"
    root = f"<ROOT>{body}<RES_ENCRYPTED>{ANSWER}</RES_ENCRYPTED></ROOT>".encode()
    assert "is not signed" in nobody.read_alone(None, root, fun_code="1001").verdict.en


@pytest.mark.parametrize(
    ("body", "fun_code", "sentence"),
    [
        (ANSWER, "1001", "The answer conforms."),
        (ANSWER.replace("</RES>", "<X/></RES>"), "1001", "The answer will do, but: the interface has no field X here."),
        (REQUEST, "", "The request will do, but which function it is, is not known: its fields were not compared."),
        (REQUEST, "7777", "The request will do, but the interface has no function 7777: its fields were not compared."),
        (ANSWER, "", "The answer will do, but which function it is, is not known"),
        ("<ROOT><RETURN_CODE>-1</RETURN_CODE><RETURN_MSG>x</RETURN_MSG></ROOT>", "", "The HIS refused (-1): x."),
    ],
)
def test_what_was_compared_with_nothing_is_not_said_to_conform(reader, body, fun_code, sentence):
    said = reader.read_alone(None, body.encode(), fun_code=fun_code).verdict.en
    assert said.startswith(sentence)
    assert ("conform" in said) is ("conform" in sentence)


def test_a_refused_call_of_an_unknown_function_is_said_to_be_unknown(read, reader):
    exchange = read(code="99", answer="", message="x").call.exchange
    asked = compose_root("request", {"FUN_CODE": "7777", "USER_ID": "u"}, REQUEST, SCHEME)
    body = soap_request("Other", "xml", asked, "urn:his").encode()
    assert reader.read(replace(exchange, request_body=body)).verdict.en.startswith(
        "The HIS refused (99): x. The request does not conform, on the platform's side: the interface has no function 7777."
    )


@pytest.mark.parametrize("answer", ["<ROOT><RETURN_MSG>ok</RETURN_MSG></ROOT>", ANSWER])
def test_an_answer_without_return_code_is_no_success(read, answer):
    reading = read(body=answer.encode())
    assert reading.failed
    assert "success" not in reading.verdict.en.lower()
    assert reading.verdict.en.startswith("The answer of the HIS does not conform: ")


@pytest.mark.parametrize(
    ("body", "why"), [("", "the body is empty."), ("\0\1", "the body is binary, neither SOAP nor XML.")]
)
def test_a_message_alone_that_cannot_be_read_says_why_and_blames_nobody(reader, body, why):
    assert reader.read_alone(None, body.encode()).verdict.en == f"The message cannot be read: {why}"


def test_a_cut_ciphertext_is_not_called_a_wrong_key(reader):
    assert reader.read_alone("request", b"A" * 60).verdict.en.startswith(
        "The payload of the platform cannot be decrypted:"
    )


def test_a_request_alone_with_a_warning_says_it(reader):
    body = REQUEST.replace("</REQ>", "<X/></REQ>").encode()
    assert reader.read_alone(None, body, fun_code="1001").verdict.en.startswith(
        "The request will do, but: the interface"
    )


def test_an_answer_alone_with_a_warning_says_it(reader):
    body = ANSWER.replace("</RES>", "<X/></RES>").encode()
    assert reader.read_alone(None, body, fun_code="1001").verdict.en.startswith(
        "The answer will do, but: the interface has no"
    )


def test_a_return_code_whose_tag_is_never_closed_is_no_code(read, reader):
    whole = read(answer_scheme=replace(SCHEME, cipher="none")).call.exchange
    broken = replace(whole, response_body=whole.response_body.replace(b"</RETURN_CODE>", b"</RETURN_COD>"))
    assert reader.read(broken).failed
    assert reader.read(broken).call.return_code == ""
    assert "The HIS refused" not in reader.read(broken).verdict.en


def test_an_answer_that_says_neither_yes_nor_no_is_no_success_whatever_a_profile_lets_pass(read, catalog):
    call = read(body=ANSWER.encode()).call
    said = verdict.sentence(call, (), (), None, catalog)
    assert said.en.startswith("The answer of the HIS has no RETURN_CODE, so nobody knows whether it succeeded.")


def test_an_answer_alone_says_nothing_of_the_request(reader):
    body = b"<ROOT><RETURN_CODE>99</RETURN_CODE><RETURN_MSG>x</RETURN_MSG></ROOT>"
    assert reader.read_alone(None, body).verdict.en == "The HIS refused (99): x."


@pytest.mark.parametrize(
    ("fun_code", "field", "code", "sentence"),
    [
        (
            "2007",
            "ORDER_ID",
            "200708",
            "The HIS refused (200708): no. The cause is on the platform's side: K1 succeeded in",
        ),
        ("2007", "ORDER_ID", "0", "Success, but the platform should note: K1 succeeded in call 41"),
        ("3002", "FLOW_NO", "0", "The platform's request contradicts earlier calls: K1 succeeded in call 41"),
    ],
)
def test_what_earlier_calls_explain_is_said(catalog, fun_code, field, code, sentence):
    part = catalog.function(fun_code).request
    call = replace(read_call(fun_code, f"<{field}>K1</{field}>", code, part.root), id=42)
    reader = Reader(catalog, scheme=PLAIN)
    reading = reader.read(call)
    this, _ = facts_of(reading.subjects)
    before = replace(this, number=41, succeeded=True, return_code="0")
    alone = replace(reading, findings=())
    assert alone.joined_by(check_across(this, [before])).verdict.en.startswith(sentence)


def read_call(fun_code: str, inside: str, code: str, root: str) -> Exchange:
    request = compose_root("request", {"FUN_CODE": fun_code, "USER_ID": "u"}, f"<{root}>{inside}</{root}>", PLAIN)
    answer = compose_root("response", {"RETURN_CODE": code, "RETURN_MSG": "no"}, "", PLAIN)
    return Exchange(b"POST / HTTP/1.1\r\n\r\n", request.encode(), b"HTTP/1.1 200 OK\r\n\r\n", answer.encode())


def test_a_verdict_stays_one_that_can_be_read_whatever_the_his_says(read):
    verdict = read(code="200505", message="x" * 100_000).verdict
    assert len(verdict.en) < 2000
