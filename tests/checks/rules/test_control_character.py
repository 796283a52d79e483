import pytest
from tests.checks.rules.conftest import answer

from hisight.protocol import soap_answer

REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


@pytest.mark.parametrize("character", ["\x00", "\x1f", "&#0;", "&#x8;", "\uffff"])
def test_a_forbidden_character_is_one_finding_at_its_element_and_not_ill_formed(findings, only, character):
    assert findings("1001", "request", REQUEST) == []
    for envelope in ({}, {"FUN_CODE": "1001", "USER_ID": "u"}):
        finding = only("1001", "request", REQUEST.replace("0.1", f"0.1{character}"), **envelope)
        assert (finding.code, finding.name, finding.path) == ("XML005", "control-character", "REQ/IP")
        assert "line 1, column" in finding.message.en
        assert "in <IP>" in finding.message.en


def test_the_layers_around_the_payload_are_looked_at_too(only):
    assert only("1001", "request", f"<ROOT><A>\x01</A><REQ_ENCRYPTED>{REQUEST}</REQ_ENCRYPTED></ROOT>").path == ""
    broken = answer().replace("</ROOT>", "<A>&#1;</A></ROOT>")
    finding = only("1001", "response", soap_answer("NetTest", broken, "urn:x"))
    assert (finding.path, finding.message.en[:8]) == ("ROOT", "in ROOT,")


def test_without_a_catalog_or_a_root_it_is_found_all_the_same(only):
    assert only("nothing", "request", "<REQ><A>\x01</A></REQ>").path == "REQ"
    assert only("1001", "request", "<REQ\x01", FUN_CODE="1001", USER_ID="u").path == ""
