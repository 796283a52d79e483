import pytest
from tests.checks.rules.conftest import answer, root


@pytest.mark.parametrize("value", ["md5", "Md5", "SHA256"])
def test_anything_but_md5_in_capitals_is_found(findings, only, value):
    assert findings("1001", "request", root(SIGN_TYPE=" MD5 ")) == []
    finding = only("1001", "request", root(SIGN_TYPE=value))
    assert (finding.code, finding.name, finding.path) == ("SIG004", "sign-type", "ROOT/SIGN_TYPE")
    assert only("1001", "response", answer(SIGN_TYPE=value)).direction == "response"


def test_without_a_sign_its_type_means_nothing(only):
    assert only("1001", "request", root(SIGN_TYPE="md5", SIGN="")).name == "unsigned"
