import pytest
from tests.reading.conftest import REQUEST, SCHEME

from hisight.capture import Exchange
from hisight.protocol import compose_root, soap_answer, soap_request


@pytest.fixture
def ask(reader):
    """Read a call of any function that is answered with `code`, and `answer` as its payload."""

    def call(function: str, request: str, code: str, answer: str = "", message: str = "x"):
        asked = compose_root("request", {"FUN_CODE": function, "USER_ID": "u"}, request, SCHEME)
        answered = compose_root("response", {"RETURN_CODE": code, "RETURN_MSG": message}, answer, SCHEME)
        return reader.read(
            Exchange(
                b"POST / HTTP/1.1\r\n\r\n",
                soap_request("HisService", "xml", asked, "urn:his").encode(),
                b"HTTP/1.1 200 OK\r\n\r\n",
                soap_answer("HisService", answered, "urn:his").encode(),
            )
        )

    return call


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("5", "Yet the interface has this function: the HIS should say whether it speaks it."),
        ("8", "Yet SIGN_TYPE is MD5: the HIS should look at how it compares it."),
        ("9", "Yet the payload decrypts with this key: the HIS should compare key and cipher."),
        ("11", "Yet the request has a payload: the HIS should see from which element it reads it."),
        ("1", "The request conforms. The HIS should say which parameter is wrong."),
        ("4", "The request conforms. Compare USER_ID."),
        ("99", "The request conforms. The HIS should look into its log."),
        ("-7", "The code is not in the interface. The HIS should say what it means."),
    ],
)
def test_a_refusal_is_held_against_the_request(ask, code, said):
    verdict = ask("1001", REQUEST, code).verdict
    assert verdict.en.startswith(f"The HIS refused ({code}): x. ")
    assert verdict.en.endswith(said)
    assert verdict.zh.endswith("。")


def test_what_the_his_rightly_blames_is_on_the_platforms_side(ask):
    verdict = ask("7777", REQUEST, "5").verdict
    assert "on the platform's side: the interface has no function 7777." in verdict.en


def test_a_suspicious_request_is_named_where_parameters_are_wrong(ask):
    suspicious = REQUEST.replace("</REQ>", "<OPENID>1</OPENID></REQ>")
    assert (
        "The request is suspicious, on the platform's side: the interface has no field OPENID"
        in ask("1001", suspicious, "1").verdict.en
    )
    assert "OPENID" not in ask("1001", suspicious, "99").verdict.en


def test_where_the_document_contradicts_itself_the_document_is_to_blame(ask):
    request = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><LOCK_ID>2</LOCK_ID></REQ>"
    verdict = ask("2006", request, "1").verdict
    assert (
        "the document contradicts itself; agree on one reading: the required field REG_ROLE is missing." in verdict.en
    )
    assert "接口文档自相矛盾" in verdict.zh


def test_a_business_code_asks_for_no_mending(ask):
    verdict = ask("2006", "<REQ><REG_ROLE>1</REG_ROLE><HOSPITAL_ID>1</HOSPITAL_ID><LOCK_ID>2</LOCK_ID></REQ>", "200601")
    assert verdict.verdict.en.endswith("It is a matter of business; no message needs mending.")


def test_a_sentence_of_the_his_that_ends_is_not_ended_again(ask):
    assert ask("1001", REQUEST, "99", message="系统错误！").verdict.zh.startswith("HIS 拒绝（99）：系统错误！请求")


@pytest.mark.parametrize(
    ("value", "said"), [("0001", "RESULTCODE is 0001 (挂号记录不存在)."), ("77", "RESULTCODE is 77.")]
)
def test_an_inner_failure_is_a_failed_call(ask, good_request, value, said):
    answer = f"<RES><RESULTCODE>{value}</RESULTCODE><RESULTMSG>x</RESULTMSG></RES>"
    reading = ask("2037", good_request, "0", answer)
    assert reading.failed
    assert reading.verdict.en == (
        f"The HIS did not do it: RETURN_CODE says success, but {said} "
        "The platform must take it for a failure and not read RETURN_CODE alone."
    )
    blamed = ask("2037", "<REQ/>", "0", answer).verdict.en
    assert "on the platform's side: the required field" in blamed


@pytest.fixture
def good_request(catalog):
    part = catalog.function("2037").request
    return f"<REQ>{''.join(f'<{field.name}>{_value(field)}</{field.name}>' for field in part.fields)}</REQ>"


def _value(field) -> str:
    if field.format:
        return "2026-11-23"
    return next(iter(field.codes)) if field.codes else "1"
