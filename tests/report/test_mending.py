"""A message with one fault taken out of it: what is mended conforms, and all else is as its author made it."""

from dataclasses import replace

import pytest
from tests.gui import recorded
from tests.report.messages import AGREED, READER, STRICT_READER, exchange, good, reading, signing

from hisight.checks import Severity
from hisight.mock.peers import OTHER_KEY
from hisight.protocol.sealing import Sealing
from hisight.reading import Reading
from hisight.report.mending import mended, way_of
from hisight.report.symptoms import symptoms_of

BAD = (Severity.ERROR, Severity.WARNING)


def after(read: Reading, reader=READER) -> Reading:
    """The reading of it once its only symptom is mended."""
    (symptom,) = symptoms_of(read)
    assert way_of(symptom) is not None
    made = mended(read, symptom)
    assert made is not None
    return reader.read(made)


def codes(read: Reading) -> list[str]:
    return [finding.code for finding in read.findings if finding.severity in BAD]


@pytest.mark.parametrize(
    "entries",
    [{"charset": "gb18030"}, {"key_part": "&key={key}"}, {"key_part": ""}, {"order": "document"}, {"payload": "plain"}],
)
def test_a_signature_is_made_anew_as_agreed(entries):
    read = reading(answering=signing(**entries))
    again = after(read)
    assert codes(again) == []
    assert again.call.response.signature.verdict == "valid"
    assert again.call.response.document == read.call.response.document
    assert again.call.exchange.request_body == read.call.exchange.request_body


def test_a_key_that_nobody_knows_cannot_be_mended():
    read = reading(answering=replace(AGREED, keys=(OTHER_KEY,)))
    (symptom,) = symptoms_of(read)
    assert way_of(symptom) is None
    assert mended(read, symptom) is None


def test_another_cipher_is_encrypted_anew_as_agreed_and_signed_as_before():
    other = replace(AGREED, cipher="aes-128-cbc", sealing=Sealing(iv="key"))
    again = after(STRICT_READER.read(exchange(answering=other)), STRICT_READER)
    assert codes(again) == []
    assert again.call.response.payload.cipher == "aes-128-ecb"


def test_a_wrong_label_becomes_utf_8_and_says_so():
    again = after(reading(charset="gbk"))
    assert codes(again) == []
    assert again.call.response.decoded.charset == "utf-8"
    assert again.call.return_msg == "交易成功"


def test_a_payload_in_gbk_becomes_utf_8_under_the_same_cipher():
    answer = good("2001", "response").replace("<DEPT_NAME>1<", "<DEPT_NAME>内科门诊<")
    made = exchange("2001", None, answer)
    first = READER.read(made)
    from hisight.protocol import payload, seal

    response = first.call.response
    in_gbk = replace(response.payload.decoded, charset="gb18030", data=b"")
    text = payload.seal_payload(answer + " ", response.scheme, replace(response.payload, decoded=in_gbk))
    body = seal(response, fields={"RES_ENCRYPTED": text}).replace(b"xx", b"xx")
    spoiled = replace(made, response_body=body)
    read = READER.read(spoiled)
    found = [one for one in symptoms_of(read) if one.kind == "charset"]
    assert found, [finding.code for finding in read.findings]
    again = READER.read(mended(read, found[0]))
    assert again.call.response.payload.decoded.charset == "utf-8"
    assert "CHR002" not in codes(again)


def test_mojibake_is_put_back_as_it_was_meant():
    spoiled = "内科门诊".encode().decode("gb18030")
    answer = good("2001", "response").replace("<DEPT_NAME>1<", f"<DEPT_NAME>{spoiled}<", 1)
    read = reading("2001", None, answer)
    (symptom,) = (one for one in symptoms_of(read) if one.kind == "mojibake")
    again = READER.read(mended(read, symptom))
    assert codes(again) == []
    assert "<DEPT_NAME>内科门诊</DEPT_NAME>" in again.call.response.payload.xml


def test_mojibake_in_the_envelope_too():
    spoiled = "交易成功".encode().decode("gb18030")
    read = reading(message=spoiled)
    (symptom,) = (one for one in symptoms_of(read) if one.kind == "mojibake")
    assert READER.read(mended(read, symptom)).call.return_msg == "交易成功"


def test_what_is_lost_for_good_only_its_author_knows():
    read = reading(message="????????")
    for symptom in symptoms_of(read):
        assert symptom.kind != "mojibake" or mended(read, symptom) is None


@pytest.mark.parametrize("name", ["DEPTLIST", "DEPART_LIST"])
def test_misnamed_groups_are_renamed_with_all_their_rows(name):
    answer = good("2001", "response")
    row = answer[answer.index("<DEPT_LIST>") : answer.index("</DEPT_LIST>") + len("</DEPT_LIST>")]
    read = reading("2001", None, answer.replace(row, row * 3).replace("DEPT_LIST>", f"{name}>"))
    found = [one for one in symptoms_of(read) if one.kind == "misnamed"]
    if not found:
        pytest.skip("it is not taken for a misspelling")
    again = READER.read(mended(read, found[0]))
    assert again.call.response.payload.xml.count("<DEPT_LIST>") == 3
    assert "FLD003" not in codes(again)


def test_every_row_is_mended_not_only_the_first():
    again = after(recorded.reading("misnamed-field"), recorded.READER)
    assert codes(again) == []
    assert "DEPARTNAME" not in again.call.response.payload.xml


def test_an_unknown_field_is_taken_out():
    again = after(recorded.reading("unknown-field"), recorded.READER)
    assert codes(again) == []
    assert "OPENID" not in again.call.request.payload.xml


def test_a_sign_type_is_set_and_sign_stays():
    made = exchange()
    wrong = replace(made, response_body=made.response_body.replace(b"<![CDATA[MD5]]", b"<![CDATA[SHA]]"))
    read = READER.read(wrong)
    again = after(read)
    assert codes(again) == []
    assert again.call.response.envelope.get("SIGN") == read.call.response.envelope.get("SIGN")


def test_an_empty_sign_is_filled_in():
    read = reading()
    sign = read.call.response.envelope.get("SIGN").encode()
    made = exchange()
    unsigned = replace(made, response_body=made.response_body.replace(b"<![CDATA[" + sign + b"]]", b"<![CDATA[]]"))
    assert codes(after(READER.read(unsigned))) == []


@pytest.mark.parametrize("fault", ["misnamed-field", "missing-field", "too-long-value", "other-date-format"])
def test_what_was_signed_rightly_is_signed_rightly_again(fault):
    again = after(recorded.reading(fault), recorded.READER)
    assert {one.signature.verdict for one in again.call.messages} == {"valid"}
    assert codes(again) == []


def test_a_signature_that_was_wrong_stays_wrong_where_something_else_is_mended():
    answer = good("2001", "response").replace("DEPT_NAME>", "DEPTNAME>")
    read = reading("2001", None, answer, answering=signing(charset="gb18030"))
    (misnamed,) = (one for one in symptoms_of(read) if one.kind == "misnamed")
    again = READER.read(mended(read, misnamed))
    assert codes(again) == ["SIG002"]


def test_a_mended_body_fits_its_content_length():
    made = exchange()
    head = made.response_head.replace(b"\r\n\r\n", b"\r\nContent-Length: %d\r\n\r\n" % len(made.response_body))
    read = READER.read(replace(exchange(answering=signing(charset="gb18030")), response_head=head))
    assert not after(read).call.response.cut


@pytest.mark.parametrize(("wrong", "rule"), [("\\u5185\\u79d1", "CHR004"), ("&amp;#x5185;&amp;#x79d1;", "XML009")])
def test_escapes_become_the_characters_themselves(wrong, rule):
    answer = good("2001", "response").replace("<DEPT_NAME>1<", f"<DEPT_NAME>{wrong}<")
    read = reading("2001", None, answer)
    (symptom,) = (one for one in symptoms_of(read) if one.rule == rule)
    again = READER.read(mended(read, symptom))
    assert codes(again) == []
    assert "<DEPT_NAME>内科</DEPT_NAME>" in again.call.response.payload.xml


def test_where_there_is_nothing_to_restore_nothing_is_made():
    read = reading("2001", None, good("2001", "response").replace("<DEPT_NAME>1<", "<DEPT_NAME>\\u5185<"))
    (symptom,) = symptoms_of(read)
    assert mended(reading(), symptom) is None


def test_a_payload_without_its_envelope_cannot_be_sealed_anew():
    from hisight.report.symptoms import Symptom
    from hisight.wording import NOTHING

    made = replace(exchange(), response_body=good("2001", "response").encode())
    read = READER.read(made)
    for kind in ("encryption", "charset"):
        symptom = Symptom(kind, "his", "response", "", NOTHING, NOTHING)
        assert mended(read, symptom) is None
