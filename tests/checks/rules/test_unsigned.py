import pytest
from tests.checks.rules.conftest import REQUEST, answer, root

from hisight.checks import Severity
from hisight.protocol import Key, Scheme

KEY = Key.from_text("0123456789ABCDEF")


@pytest.mark.parametrize("sign", ["", "  ", None])
def test_a_message_without_a_sign_is_found(only, sign):
    finding = only("1001", "request", root(SIGN=sign))
    assert (finding.code, finding.name, finding.path) == ("SIG005", "unsigned", "ROOT/SIGN")


def test_it_is_one_finding_when_the_type_is_missing_too(only):
    assert only("1001", "request", root(SIGN=None, SIGN_TYPE=None)).name == "unsigned"


@pytest.mark.parametrize(
    ("scheme", "severity"),
    [
        (Scheme(), Severity.WARNING),
        (Scheme(rule="elements-keyless"), Severity.ERROR),
        (Scheme(keys=(KEY,)), Severity.ERROR),
    ],
)
def test_it_is_an_error_where_a_signature_was_agreed(only, scheme, severity):
    assert only("1001", "response", answer(SIGN=""), scheme).severity is severity


def test_on_a_refused_answer_it_is_a_note(findings):
    (finding,) = findings("1001", "response", answer(RETURN_CODE="99", RES_ENCRYPTED="", SIGN=""), Scheme(keys=(KEY,)))
    assert (finding.name, finding.severity) == ("unsigned", Severity.NOTE)


def test_a_payload_alone_has_no_sign(findings):
    assert findings("1001", "request", REQUEST, Scheme(keys=(KEY,))) == []
