"""What one call shows of a cause."""

from dataclasses import replace

import pytest
from tests.gui import recorded
from tests.report.messages import AGREED, READER, STRICT_READER, exchange, good, reading, signing

from hisight.mock.peers import OTHER_KEY
from hisight.protocol import Scheme
from hisight.protocol.sealing import Sealing
from hisight.report.symptoms import symptoms_of


def only(read):
    (one,) = symptoms_of(read)
    return one


def test_a_good_call_shows_nothing():
    assert symptoms_of(reading()) == []


def test_a_signature_is_told_by_the_variant_that_was_proved():
    found = only(reading(answering=signing(charset="gb18030")))
    assert (found.kind, found.side, found.rule, found.detail) == ("signature", "his", "SIG002", ("charset",))
    assert "the bytes signed are GBK" in found.what.en
    assert found.ask.en == "Please sign so that the bytes signed are UTF-8."


def test_the_same_fault_in_two_functions_is_one_symptom():
    first, second = (only(reading(code, answering=signing(charset="gb18030"))) for code in ("2001", "2002"))
    assert first == second


def test_a_signature_that_fits_nothing_and_a_key_that_opens_nothing_are_two_kinds():
    unknown = reading(answering=replace(AGREED, keys=(OTHER_KEY,)))
    assert only(unknown).kind == "key"
    broken = exchange()
    body = broken.response_body
    start = body.index(b"<SIGN>") + len(b"<SIGN><![CDATA[")
    spoiled = replace(broken, response_body=body[:start] + b"0" * 32 + body[start + 32 :])
    assert only(READER.read(spoiled)).kind == "signature-unknown"


def test_another_cipher_than_agreed_is_told_as_it_was_proved():
    other = replace(AGREED, cipher="aes-128-cbc", sealing=Sealing(iv="key"))
    found = only(STRICT_READER.read(exchange(answering=other)))
    assert (found.kind, found.side) == ("encryption", "his")
    assert "aes-128-cbc" in found.what.en


def test_an_iv_of_its_own_in_each_message_does_not_make_each_another_cause():
    other = replace(AGREED, cipher="aes-128-cbc", sealing=Sealing(iv="00112233445566778899aabbccddeeff"))
    for one in symptoms_of(STRICT_READER.read(exchange(answering=other))):
        assert "00112233445566778899" not in str(one).lower()


def test_a_label_names_what_is_declared_and_what_is_sent():
    found = only(reading(charset="gbk"))
    assert (found.kind, found.what.en) == ("label", "declared as utf-8, really gb18030")


def test_a_label_that_is_no_charset_is_not_shown():
    made = exchange(charset="gbk")
    named = replace(made, response_head=made.response_head.replace(b"utf-8", b'"=ZHANG SAN 1"'))
    assert not any("ZHANG SAN" in str(one) for one in symptoms_of(READER.read(named)))


def test_mojibake_is_told_by_what_was_misread_and_not_by_its_value():
    answer = good("2001", "response")
    spoiled = "内科门诊张三丰".encode().decode("gb18030", "replace")
    found = symptoms_of(reading("2001", None, answer.replace("<DEPT_NAME>1<", f"<DEPT_NAME>{spoiled}<", 1)))
    (mojibake,) = (one for one in found if one.kind == "mojibake")
    assert mojibake.detail == ("utf-8-as-gbk",)
    assert "张三丰" not in str(mojibake)
    assert spoiled not in str(mojibake)


def test_a_misnamed_field_is_told_by_both_names():
    found = only(recorded.reading("misnamed-field"))
    assert (found.kind, found.detail) == ("misnamed", ("DEPARTNAME", "DEPT_NAME"))


def test_any_other_rule_is_told_by_its_title_and_field():
    found = only(recorded.reading("missing-field"))
    assert (found.kind, found.rule, found.detail) == ("rule", "FLD001", ("DOCTOR_LIST/IDCARD",))


def test_a_refusal_of_a_request_that_conforms_is_business_or_the_his():
    full = only(recorded.reading("slot-full"))
    assert (full.kind, full.side, full.detail) == ("refused", "business", ("2005 LockReg", "200505"))
    system = symptoms_of(reading("2001", None, "", code="99", message="系统错误"))
    assert [(one.kind, one.side) for one in system] == [("refused", "his")]


def test_a_refusal_of_a_wrong_request_is_the_platforms():
    found = only(recorded.reading("other-date-format"))
    assert (found.side, found.rule) == ("platform", "FLD014")


def test_the_meaning_of_a_refusal_is_the_interfaces_and_never_what_the_his_wrote():
    found = symptoms_of(reading("2001", None, "", code="99", message="张三 000000199001011234 不存在"))
    assert "张三" not in str(found)
    assert "系统错误" in str(found)


def test_a_return_code_that_no_table_has_is_named():
    found = symptoms_of(reading("2001", None, "", code="9876", message="?"))
    assert {"the return code 9876 is not in the interface"} <= {one.what.en for one in found}


def test_no_answer_is_between_the_two():
    made = replace(exchange(), response_head=b"", response_body=b"", error="refused: [Errno 111] ('10.0.0.5', 80)")
    found = only(READER.read(made))
    assert (found.kind, found.side, found.what.en) == ("network", "between", "the HIS refused the connection")
    assert "10.0.0.5" not in str(found)


def test_an_http_error_names_its_status():
    made = exchange()
    failed = replace(made, response_head=made.response_head.replace(b"200 OK", b"503 Busy"), response_body=b"<html/>")
    assert "503" in only(READER.read(failed)).what.en


def test_what_nobody_can_explain_says_so():
    made = replace(exchange(), response_head=b"", response_body=b"", error="")
    found = symptoms_of(READER.read(made))
    assert [one.kind for one in found] == ["unexplained"]


@pytest.mark.parametrize("scheme", [AGREED, Scheme("none", "sorted-query-key", AGREED.keys)])
def test_every_recorded_call_has_symptoms_when_it_is_in_trouble_and_only_then(scheme):
    for one in recorded.exchanges():
        read = recorded.READER.read(one)
        wrong = any(finding.severity.value != "note" for finding in read.findings)
        assert bool(symptoms_of(read)) == (read.failed or wrong)


def test_a_payload_that_is_no_document_is_told_by_its_rule():
    found = only(reading("2001", None, '{"RES": "张三"}'))
    assert (found.kind, found.rule) == ("rule", "PAY006")
    assert "张三" not in str(found)


def test_bytes_of_no_charset_are_told_by_their_rule():
    made = exchange(message="交易成功")
    stray = made.response_body.replace("交易成功".encode(), "交易成功".encode() + b"\xff\xff\xff")
    found = symptoms_of(READER.read(replace(made, response_body=stray)))
    assert ("rule", "CHR001") in [(one.kind, one.rule) for one in found]


@pytest.mark.parametrize("name", ["mojibake", "misnamed-field", "inner-failure"])
def test_what_cannot_be_found_again_is_told_by_its_rule(name):
    read = recorded.reading("misnamed-field")
    elsewhere = replace(read.findings[0], name=name, path="RES/NOWHERE")
    (found,) = symptoms_of(replace(read, findings=(elsewhere,)))
    assert (found.kind, found.rule) == ("rule", "FLD003")
