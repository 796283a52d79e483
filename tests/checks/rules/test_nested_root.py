import pytest

from hisight.checks import Severity
from hisight.protocol import Scheme, compose_root, markup

REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"
ROOT = compose_root(
    "request", {"FUN_CODE": "1001", "USER_ID": "u"}, REQUEST, Scheme(rule="elements-keyless")
).partition("?>")[2]
SOAP = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>{}</s:Body></s:Envelope>"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"<NetTest><xml>{ROOT}</xml></NetTest>", "<xml> holds ROOT as elements"),
        (ROOT, "the SOAP Body holds ROOT as elements"),
    ],
)
def test_a_root_as_elements_is_found_and_read(findings, only, body, words):
    assert findings("1001", "request", SOAP.format(f"<NetTest><xml>{markup.escape(ROOT)}</xml></NetTest>")) == []
    assert findings("1001", "request", ROOT) == []
    finding = only("1001", "request", SOAP.format(body))
    assert (finding.code, finding.name, finding.severity, finding.path) == (
        "XML010",
        "nested-root",
        Severity.WARNING,
        "ROOT",
    )
    assert words in finding.message.en
