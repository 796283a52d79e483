import re
from dataclasses import replace

import pytest

from hisight import catalog
from hisight.mock import DEMO_KEY, ENCRYPTED, FAULTS, PEERS, PLAIN, MockHis, Peer
from hisight.mock.his import NAMESPACE, functions
from hisight.mock.peers import OTHER_KEY
from hisight.mock.styles import STYLES
from hisight.protocol import RULES, Scheme, compose_root, open_message, soap_request

NET_TEST = [("IP", "127.0.0.1")]
DEPARTMENTS = [("DEPT_ID", "-1"), ("PAGE_CURRENT", "1"), ("PAGE_SIZE", "50")]


def refusal(message):
    return message.envelope.get("RETURN_CODE"), message.envelope.get("RETURN_MSG")


def test_it_speaks_every_function_of_the_catalog():
    assert functions() == list(catalog.published().functions)


@pytest.mark.parametrize("peer", [ENCRYPTED, PLAIN])
def test_an_answer_is_encrypted_and_signed_as_agreed(ask, peer):
    message = ask("1001", NET_TEST, peer=peer)
    assert refusal(message) == ("0", "成功")
    assert message.signature.verdict == "valid"
    assert message.signature.rule == "sorted-query-key"
    assert message.payload.cipher == peer.scheme.cipher
    assert all(field.style == "cdata" for field in message.envelope.fields if field.value)


@pytest.mark.parametrize("operation", ["NetTest", "HisService"])
def test_both_kinds_of_operation_work_and_the_answer_bears_their_name(ask, operation):
    message = ask("1001", NET_TEST, operation=operation)
    assert message.transport.operation == f"{operation}Response"
    assert message.transport.argument == f"{operation}Result"


@pytest.mark.parametrize("peer", [ENCRYPTED, PLAIN])
def test_a_wrong_key_is_refused_with_7(ask, peer):
    wrong = Scheme(peer.scheme.cipher, peer.scheme.rule, (OTHER_KEY,))
    message = ask("1001", NET_TEST, peer=peer, scheme=wrong)
    assert refusal(message) == ("7", catalog.published().return_codes["7"])
    assert message.signature.verdict == "valid"
    assert message.payload.state == "empty"


def test_another_rule_is_refused_with_7_and_another_case_is_not(ask):
    keys = (DEMO_KEY,)
    assert refusal(ask("1001", NET_TEST, scheme=Scheme("none", "elements-keyless", keys)))[0] == "7"
    assert refusal(ask("1001", NET_TEST, scheme=Scheme("none", "sorted-query-key-lower", keys)))[0] == "0"


def test_a_signature_that_only_an_explainer_understands_is_refused_with_7(ask):
    for entries in ({"key_part": "&key={key}"}, {"payload": "plain"}, {"layout": "values"}):
        theirs = replace(ENCRYPTED.scheme, own_rule=RULES["sorted-query-key"]._replace(**entries))
        assert refusal(ask("1001", NET_TEST, peer=ENCRYPTED, scheme=theirs))[0] == "7"


def test_the_common_codes_are_those_of_the_catalog(ask, his):
    assert refusal(ask("9999", NET_TEST)) == ("5", "传入非法功能号")
    assert refusal(ask("1001", [])) == ("11", "请求数据为空")
    assert refusal(ask("2001", [("DEPT_ID", "-1"), ("PAGE_SIZE", "1")])) == ("1", "参数不正确")
    assert refusal(ask("1001", [("HOSPITAL_ID", ""), *NET_TEST], peer=Peer("", PLAIN.user_id, "XX", PLAIN.scheme))) == (
        "1",
        "参数不正确",
    )
    assert refusal(ask("1001", NET_TEST, peer=Peer("", "nobody", "SL01", PLAIN.scheme))) == ("4", "接口用户不正确")


def _answer(his, root):
    reply = his.reply(soap_request("HisService", "xml", root, NAMESPACE).encode())
    return open_message("response", reply.body, lambda _envelope: PLAIN.scheme)


def test_a_string_that_is_no_root_is_refused_with_2(his):
    assert refusal(_answer(his, "hello")) == ("2", "字符串异常")
    fields = {"FUN_CODE": "1001", "USER_ID": PLAIN.user_id}
    broken = compose_root("request", fields, "<REQ><IP>1</IP>", PLAIN.scheme)
    assert refusal(_answer(his, broken)) == ("2", "字符串异常")


def test_another_sign_type_is_refused_with_8_and_a_cut_payload_with_9(his):
    fields = {"FUN_CODE": "1001", "USER_ID": PLAIN.user_id}
    root = compose_root("request", fields, "<REQ><IP>1</IP></REQ>", PLAIN.scheme)
    assert refusal(_answer(his, root.replace("MD5", "SHA1"))) == ("8", "签名类型不正确")
    unreadable = compose_root("request", fields, "QUJD", PLAIN.scheme)
    assert refusal(_answer(his, unreadable)) == ("9", "加密不正确")


@pytest.mark.parametrize("body", [b"", b"hello", b"<a/>", soap_request("Nonsense", "xml", "", NAMESPACE).encode()])
def test_what_is_no_request_gets_a_soap_fault(his, body):
    reply = his.reply(body)
    assert reply.status == 500
    assert b"no such operation" in reply.body


def test_a_fault_befalls_the_next_answer_of_its_function_and_no_other(ask, his):
    his.befall(FAULTS["misnamed-field"])
    assert b"DEPARTNAME" not in ask("1001", NET_TEST).transport.inner.encode()
    assert "<DEPARTNAME>内科" in ask("2001", DEPARTMENTS).payload.xml
    assert "<DEPT_NAME>内科" in ask("2001", DEPARTMENTS).payload.xml


def test_a_signature_with_another_key_does_not_fit(ask, his):
    his.befall(FAULTS["foreign-key"])
    order = ask("2007", [("REG_ID", "0")])
    assert order.signature.verdict == "invalid"


def test_gbk_is_labelled_utf_8(his, ask):
    his.befall(FAULTS["wrong-charset"])
    week = [("START_DATE", "2026-11-23"), ("END_DATE", "2026-11-29")]
    message = ask("2003", [("DEPT_ID", "201"), ("DOCTOR_ID", "-1"), *week, ("PAGE_CURRENT", "1"), ("PAGE_SIZE", "9")])
    assert message.decoded.declared.lower() == "utf-8"
    assert message.decoded.charset == "gb18030"
    assert "方砚秋" in message.payload.xml


def test_a_slow_answer_waits(his):
    his.befall(FAULTS["slow-answer"])
    fields = {"FUN_CODE": "2007", "USER_ID": PLAIN.user_id}
    root = compose_root("request", fields, "<REQ><IP>1</IP></REQ>", PLAIN.scheme)
    assert his.reply(soap_request("OrderReg", "xml", root, NAMESPACE).encode()).delay_s == 1.2


def test_without_verification_any_signature_will_do_and_the_answer_is_signed_as_agreed(clock):
    his = MockHis(PEERS, clock, verify=False)
    fields = {"FUN_CODE": "1001", "USER_ID": PLAIN.user_id}
    document = "<REQ><HOSPITAL_ID>SL02</HOSPITAL_ID><IP>1</IP></REQ>"
    signed = compose_root("request", fields, document, Scheme("none", "sorted-query-key", (OTHER_KEY,)))
    for root in (signed, re.sub("<SIGN>.*?</SIGN>", "", signed), signed.replace("MD5", "SHA1")):
        answer = _answer(his, root)
        assert refusal(answer) == ("0", "成功")
        assert answer.signature.verdict == "valid"
    assert refusal(_answer(MockHis(PEERS, clock), signed))[0] == "7"


@pytest.mark.parametrize("cipher", ["none", "aes-128-ecb"])
@pytest.mark.parametrize("rule", ["sorted-query-key", "elements-keyless"])
def test_a_peer_that_has_agreed_on_nothing_is_answered_as_it_asks(clock, cipher, rule):
    his = MockHis([Peer("", "", "", Scheme(keys=(DEMO_KEY,)))], clock)
    scheme = Scheme(cipher, rule, (DEMO_KEY,))
    fields = {"FUN_CODE": "1001", "USER_ID": "anybody"}
    document = "<REQ><HOSPITAL_ID>ANY</HOSPITAL_ID><IP>1</IP></REQ>"
    reply = his.reply(
        soap_request("NetTest", "xml", compose_root("request", fields, document, scheme), NAMESPACE).encode()
    )
    answer = open_message("response", reply.body, lambda _envelope: scheme)
    assert refusal(answer)[0] == "0"
    assert (answer.signature.verdict, answer.signature.rule, answer.payload.cipher) == ("valid", rule, cipher)


def test_a_service_with_one_operation_has_no_other(his):
    body = soap_request("NetTest", "xml", "", NAMESPACE).encode()
    assert his.reply(body, style=STYLES["/HisService"]).status == 200
    assert his.reply(body, style=STYLES["/HisService/one"]).status == 500


def test_a_root_without_soap_gets_a_root_without_soap(his):
    fields = {"FUN_CODE": "1001", "USER_ID": PLAIN.user_id}
    root = compose_root("request", fields, "<REQ><HOSPITAL_ID>SL02</HOSPITAL_ID><IP>1</IP></REQ>", PLAIN.scheme)
    reply = his.reply(root.encode())
    answer = open_message("response", reply.body, lambda _envelope: PLAIN.scheme)
    assert (answer.transport.kind, refusal(answer)) == ("bare", ("0", "成功"))
