import pytest
from tests.checks.rules.conftest import answer, root

from hisight.protocol import Scheme
from hisight.reading import Reader

REQUEST = "<REQ><HOSPITAL_ID>{}</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


def test_mojibake_is_found_with_what_was_meant(findings, only):
    assert findings("1001", "request", REQUEST.format("内科门诊")) == []
    finding = only("1001", "request", REQUEST.format("鍐呯\ue756闂ㄨ瘖"))
    assert (finding.code, finding.name, finding.path) == ("CHR003", "mojibake", "REQ/HOSPITAL_ID")
    assert "for “内科门诊”: UTF-8 was read as GBK." in finding.message.en


def test_one_misreading_is_one_finding_however_many_values_it_spoils(only, good_payload):
    payload = (
        good_payload("2001", "response").replace("<DEPT_NAME>1", "<DEPT_NAME>鍖婚櫌").replace("<DESC>1", "<DESC>鍖婚櫌")
    )
    finding = only("2001", "response", payload)
    assert finding.path == "RES/DEPT_LIST[1]/DEPT_NAME"
    assert finding.message.en.endswith("And 1 more.")


@pytest.mark.parametrize("text", ["????", "锟斤拷锟斤拷", "示例市\ufffd示例区"])
def test_what_is_lost_is_said_to_be_lost(only, text):
    assert "its characters are lost" in only("1001", "request", REQUEST.format(text)).message.en


def test_a_message_of_the_his_is_looked_at_too(only):
    assert only("1001", "response", answer(RETURN_MSG="ÄÚ¿Æ")).path == "ROOT/RETURN_MSG"


def test_a_function_that_nobody_knows_has_values_all_the_same(findings):
    found = findings("7777", "request", "<REQ><A><B>鍖婚櫌</B><B/></A></REQ>")
    assert [(one.name, one.path) for one in found] == [("mojibake", "REQ/A/B[1]")]


def test_a_long_value_is_shortened(only):
    assert "…" in only("1001", "response", answer(RETURN_MSG="å†…ç§‘é—¨è¯Š" * 9)).message.en


def test_bytes_that_arrive_broken_are_another_rule(catalog):
    body = root(USER_ID="医院科室").encode("utf-8").replace("室".encode(), b"\xff\xff")
    found = Reader(catalog, scheme=Scheme()).read_alone("request", body, fun_code="1001").findings
    assert [one.name for one in found] == ["charset-mismatch"]


def test_rare_but_good_characters_pass(findings):
    assert findings("1001", "request", REQUEST.format("朱镕㎡")) == []
