from dataclasses import replace

from hisight.checks import Severity
from hisight.protocol import RULES, Key, Scheme, compose_root

AGREED = Scheme("none", "sorted-query-key", (Key.from_text("0123456789ABCDEF"),))
REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"
ENVELOPE = {"FUN_CODE": "1001", "USER_ID": "u"}


def test_another_rule_than_agreed_is_found(findings, only):
    assert findings("1001", "request", compose_root("request", ENVELOPE, REQUEST, AGREED), AGREED) == []
    body = compose_root("request", ENVELOPE, REQUEST, replace(AGREED, rule="elements-keyless"))
    finding = only("1001", "request", body, AGREED)
    assert (finding.code, finding.name, finding.path) == ("SIG002", "signature-deviation", "ROOT/SIGN")


def test_a_deviation_that_had_to_be_found_is_an_error_for_its_receiver_refuses_it(only):
    theirs = replace(AGREED, own_rule=RULES[AGREED.rule]._replace(key_part="&key={key}"))
    finding = only("1001", "request", compose_root("request", ENVELOPE, REQUEST, theirs), AGREED)
    assert (finding.name, finding.severity) == ("signature-deviation", Severity.ERROR)
    assert finding.message.en.endswith("it fits if the base string ends with &key=<key>.")
    assert finding.hint.en == "Agreed is that the base string ends with &KEY=<key>."
    assert finding.hint.zh == "约定：末尾接的是 &KEY=<密钥>。"


def test_another_known_rule_is_a_warning(only):
    body = compose_root("request", ENVELOPE, REQUEST, replace(AGREED, rule="elements-keyless"))
    assert only("1001", "request", body, AGREED).severity is Severity.WARNING


def test_where_nothing_was_agreed_nothing_deviates(findings):
    body = compose_root("request", ENVELOPE, REQUEST, replace(AGREED, rule="elements-keyless"))
    assert findings("1001", "request", body, replace(AGREED, rule="auto")) == []
