from dataclasses import replace
from datetime import date, datetime

import pytest

from hisight.catalog import published
from hisight.mock import ENCRYPTED, PLAIN
from hisight.mock.faults import FAULTS, NO_FAULT
from hisight.mock.people import Person
from hisight.protocol import document, open_message
from hisight.scenarios import Target
from hisight.scenarios.references import References
from hisight.scenarios.request import content, outgoing

PERSON = Person("赵小满", "1", date(1980, 1, 1), "000000198001010011", "10000000001", "示例路 1 号")
TARGET = Target("http://his.example:8080/HisService?x=1", PLAIN.scheme, PLAIN.user_id, "SL02")


def payload(name, known):
    references = References(datetime(2026, 11, 23), PERSON, "SL02", {})
    return content(published().function(name), known, references, TARGET, published())


def test_a_request_says_what_is_known_is_about_the_patient_of_the_run_and_leaves_nothing_required_out():
    root = document.read(payload("CreatePat", {"ID_TYPE": "5"})).root
    found = {node.name: node.value for node in root.children}
    assert found | {"ID_TYPE": "5", "NAME": "赵小满", "HOSPITAL_ID": "SL02", "MOBILE": "10000000001"} == found
    assert not {"CARD_NO", "PARENT_NAME"} & found.keys()


def test_an_empty_value_leaves_even_a_required_field_out():
    assert "<IP>" in payload("NetTest", {})
    assert "<IP>" not in payload("NetTest", {"IP": ""})


def test_it_goes_out_sealed_as_agreed_and_wrong_where_that_is_wanted():
    function = published().function("QueryPhysicalExamDept")
    made = outgoing(function, "<REQ><A>好</A></REQ>", TARGET, NO_FAULT)
    assert made.head.start_line == "POST /HisService?x=1 HTTP/1.1"
    message = open_message("request", made.body, lambda _envelope: PLAIN.scheme, made.head)
    assert (message.transport.operation, message.envelope.get("FUN_CODE")) == (function.name, function.name)
    assert (message.signature.verdict, message.payload.xml) == ("valid", "<REQ><A>好</A></REQ>")
    wrong = outgoing(
        function, "<REQ/>", Target("http://h/", ENCRYPTED.scheme, "u", "h", "PubService", "arg0"), FAULTS["wrong-key"]
    )
    message = open_message("request", wrong.body, lambda _envelope: ENCRYPTED.scheme, wrong.head)
    assert (message.transport.operation, message.transport.argument) == ("PubService", "arg0")
    assert message.payload.state == "unreadable"


@pytest.mark.parametrize("charset", ["gbk", "utf-16"])
def test_a_charset_that_is_not_the_one_declared_can_be_wanted(charset):
    made = outgoing(published().function("NetTest"), "<REQ>好</REQ>", TARGET, replace(NO_FAULT, charset=charset))
    assert "好".encode(charset)[-2:] in made.body
