from dataclasses import replace

from tests.reading.conftest import OTHER, REQUEST

from hisight.capture import Exchange
from hisight.reading import summarise


def test_a_call_is_summed_up_in_one_row(read):
    summary = summarise(read())
    assert (summary.exchange_id, summary.fun_code, summary.function, summary.effect) == (42, "1001", "NetTest", "read")
    assert (summary.title, summary.user_id, summary.hospital_id) == ("网络通讯测试", "u", "1001")
    assert (summary.return_code, summary.return_msg, summary.signature) == ("0", "交易成功", "valid")
    assert (summary.severity, summary.findings, summary.failed) == ("", 0, False)
    assert summary.verdict_en.startswith("Success")
    assert summary.key_label == "key"


def test_a_call_is_found_by_what_both_messages_say_and_by_what_it_is(read):
    reading = read(request=REQUEST.replace("</REQ>", "<X>1</X></REQ>"))
    summary = summarise(reading)
    assert reading.findings
    assert {
        ("FUN_CODE", "1001"),
        ("USER_ID", "u"),
        ("RETURN_MSG", "交易成功"),
        ("SYSDATE", "2026-11-23 10:00:00"),
        ("X", "1"),
        ("", "NetTest"),
        ("", "网络通讯测试"),
        *(("@finding", finding.code) for finding in reading.findings),
    } <= set(summary.values)
    names = {name for name, _ in summary.values}
    assert "SIGN" in names
    assert not names & {"REQ_ENCRYPTED", "RES_ENCRYPTED"}


def test_the_worse_of_two_signatures_and_severities_counts(read):
    summary = summarise(read(request=REQUEST.replace("</REQ>", "<X/></REQ>"), answer_scheme=OTHER))
    assert (summary.signature, summary.severity, summary.findings) == ("invalid", "error", 2)


def test_a_wsdl_that_is_fetched_is_no_failed_call(reader):
    exchange = Exchange(b"GET /his?wsdl HTTP/1.1\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\n\r\n", b"<wsdl/>", id=7)
    summary = summarise(reader.read(exchange))
    assert (summary.function, summary.failed) == ("GET /his?wsdl", False)
    assert summary.verdict_en == "Not a business call: GET /his?wsdl."
    assert summarise(reader.read(replace(exchange, response_head=b"HTTP/1.1 404 No\r\n\r\n"))).failed


def test_what_is_no_call_has_an_empty_row(reader):
    summary = summarise(reader.read_alone(None, b"<html/>"))
    assert (summary.exchange_id, summary.fun_code, summary.function, summary.signature) == (0, "", "", "")
