import pytest

from hisight.protocol import Scheme, markup, open_message
from hisight.protocol.document import NO_DOCUMENT
from hisight.protocol.notes import Problem
from hisight.protocol.problems import each_cause_once
from hisight.wording import NOTHING

REQUEST = "<REQ><A>1</A></REQ>"
SOAP = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><m><x>{}</x></m></s:Body></s:Envelope>"


def kinds(body: str) -> list[tuple[str, str]]:
    message = open_message("request", body.encode(), lambda _: Scheme())
    inner = message.document.error
    found = [(problem.kind, problem.layer) for problem in message.problems]
    return found + ([(inner.kind, "payload")] if inner else [])


def root(payload: str, more: str = "") -> str:
    return f"<ROOT><FUN_CODE>1</FUN_CODE>{more}<REQ_ENCRYPTED>{payload}</REQ_ENCRYPTED></ROOT>"


@pytest.mark.parametrize("wrap", [str, lambda text: SOAP.format(text), lambda text: SOAP.format(markup.escape(text))])
def test_a_fault_of_a_nested_payload_is_that_of_the_payload_alone(wrap):
    assert kinds(wrap(root(REQUEST))) == []
    assert kinds(wrap(root(REQUEST.replace("</A>", "<A>")))) == [("ill-formed", "payload")]


def test_a_fault_of_the_root_is_found_in_a_string_too():
    assert kinds(SOAP.format(markup.cdata(root(REQUEST, "<B>")))) == [("ill-formed", "root")]
    assert kinds(SOAP.format(root(REQUEST, "<B>&</B>"))) == [("ill-formed", "transport")]


def test_two_faults_in_two_layers_are_two():
    assert kinds(root(REQUEST.replace("</A>", "&</A>"), "<B>&</B>")) == [
        ("ill-formed", "transport"),
        ("ill-formed", "payload"),
    ]


def test_a_forbidden_character_is_found_once_through_all_layers():
    text = root(markup.escape(REQUEST.replace("1", "1\x01")))
    assert kinds(SOAP.format(markup.escape(text))) == [("control-character", "payload")]
    assert kinds(text.replace("FUN_CODE>1", "FUN_CODE>\x01")) == [("control-character", "payload")]
    assert kinds(root(REQUEST, "<B>\x01</B>")) == [("control-character", "transport")]


def test_what_follows_from_a_cut_is_not_said_again():
    cut = Problem("truncated", "http", NOTHING)
    found = [
        None,
        cut,
        Problem("truncated", "transport", NOTHING),
        Problem("wrong-key", "cipher", NOTHING),
        Problem("no-key", "cipher", NOTHING),
    ]
    assert [one.kind for one in each_cause_once(found, "", "", "", NO_DOCUMENT)] == ["truncated", "no-key"]
