import hashlib
import json
from dataclasses import replace

from hisight.export.files import call_json, files_of
from hisight.protocol import compose_root
from hisight.protocol.scheme import Scheme
from hisight.reading import message_json
from hisight.wording import Words


def test_a_call_has_a_file_for_each_part(evidence, exchange):
    call = evidence(exchange())
    files = files_of(call, "en")
    parts = (
        "request.head",
        "request.body",
        "response.head",
        "response.body",
        "request.xml",
        "response.xml",
        "request.signed.txt",
        "response.signed.txt",
        "call.json",
    )
    assert sorted(files) == sorted(f"calls/0042/{name}" for name in parts)
    assert files["calls/0042/request.body"] == call.exchange.request_body
    assert files["calls/0042/request.xml"].startswith(b"<REQ><HOSPITAL_ID>")


def test_each_side_is_told_as_inspect_tells_it(evidence, exchange):
    call = evidence(exchange())
    facts = json.loads(files_of(call, "zh")["calls/0042/call.json"])
    assert facts["request"] == json.loads(json.dumps(message_json(call.reading, "request", "zh")))
    assert facts["request"]["findings"][0]["message"].startswith("SEX 的值")
    assert call_json(call, "en")["request"]["findings"][0]["code"] == facts["request"]["findings"][0]["code"]
    assert (facts["id"], facts["status"], facts["duration_ms"], facts["url"]) == (
        42,
        200,
        182.4,
        "http://his.example:8080/his",
    )
    for name, digest in facts["sha256"].items():
        assert digest == hashlib.sha256(files_of(call, "zh")[f"calls/0042/{name}"]).hexdigest()


def test_a_side_that_is_left_out_says_only_why_and_what_was_found(evidence, exchange):
    call = evidence(
        exchange(), left_out={"request": Words("无法", "cannot be read")}, clean=lambda text: text.replace("SEX", "***")
    )
    files = files_of(call, "en")
    assert "calls/0042/request.body" not in files
    assert "calls/0042/request.xml" not in files
    assert "calls/0042/request.head" in files
    side = json.loads(files["calls/0042/call.json"])["request"]
    assert list(side) == ["direction", "function", "left_out", "findings", "switched_off", "profile"]
    assert side["left_out"] == "cannot be read"
    assert side["findings"][0]["message"].startswith("***")
    call = evidence(exchange(), left_out={"response": Words("无法", "cannot be read")})
    assert "calls/0042/response.body" not in files_of(call, "en")


def test_a_call_without_an_answer_has_no_files_of_one(evidence, exchange):
    call = evidence(replace(exchange(), response_head=b"", response_body=b"", error="timed out"))
    files = files_of(call, "en")
    assert not [name for name in files if "response" in name]
    facts = json.loads(files["calls/0042/call.json"])
    assert (facts["response"], facts["error"], facts["status"]) == (None, "timed out", 0)


def test_a_decoded_payload_is_utf_8_and_says_so(evidence, exchange):
    document = "<?xml version='1.0' encoding='GBK'?><REQ><NAME>李</NAME></REQ>"
    root = compose_root(
        "request", {"FUN_CODE": "1002", "USER_ID": "0001"}, document, Scheme("none", "elements-keyless")
    )
    call = evidence(replace(exchange(), request_body=root.encode()))
    assert files_of(call, "en")["calls/0042/request.xml"].decode() == document.replace("GBK", "UTF-8")
