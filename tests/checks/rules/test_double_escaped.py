import pytest
from tests.checks.rules.conftest import answer

from hisight.checks import Severity
from hisight.protocol import Scheme, compose_root, http, markup
from hisight.reading import Reader

REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"
ROOT = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, REQUEST, Scheme(rule="elements-keyless"))
SOAP = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><NetTest><xml>{}</xml></NetTest></s:Body></s:Envelope>"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (markup.escape(markup.escape(ROOT)), "the document in <xml> was escaped once too often"),
        (markup.cdata(markup.escape(ROOT)), "escaped once too often"),
        (markup.escape(markup.cdata(ROOT)), "put into CDATA once too often"),
    ],
)
def test_a_root_that_was_written_twice_is_found_and_read(findings, only, content, words):
    assert findings("1001", "request", SOAP.format(markup.escape(ROOT))) == []
    finding = only("1001", "request", SOAP.format(content))
    assert (finding.code, finding.name, finding.severity) == ("XML009", "double-escaped", Severity.ERROR)
    assert words in finding.message.en


def test_a_payload_that_was_escaped_twice_is_found_and_read(only):
    root = ROOT.replace(markup.escape(REQUEST), markup.escape(markup.escape(REQUEST)))
    finding = only("1001", "request", root, Scheme())
    assert (finding.name, finding.path) == ("double-escaped", "ROOT/REQ_ENCRYPTED")


def test_a_value_with_references_left_in_it_is_a_warning(only):
    for written in ("A&amp;amp;B", "<![CDATA[A&lt;B]]>", "&amp;#20013;"):
        finding = only("1001", "request", REQUEST.replace(">1<", f">{written}<"))
        assert (finding.severity, finding.path) == (Severity.WARNING, "REQ/HOSPITAL_ID")


def test_it_says_what_was_meant(only):
    finding = only("1001", "request", REQUEST.replace(">1<", ">&amp;#x4E2D;&amp;#22269;<"))
    assert "the receiver will see “&#x4E2D;&#22269;” for “中国”." in finding.message.en


def test_the_envelope_is_looked_at_too(only):
    finding = only("1001", "response", answer(RETURN_MSG="&#x6210;&#x529F;"))
    assert (finding.name, finding.path) == ("double-escaped", "ROOT/RETURN_MSG")
    assert "for “成功”" in finding.message.en


def test_the_rows_of_a_list_are_one_finding(findings):
    rows = "<DEPT_LIST><DESC>a&amp;amp;b</DESC></DEPT_LIST>" * 2
    (finding,) = [one for one in findings("2001", "response", f"<RES>{rows}</RES>") if one.name == "double-escaped"]
    assert "in 2 places" in finding.message.en


@pytest.mark.parametrize("written", ["A&amp;B", "a &amp;nbsp; b", "<![CDATA[<b>1&amp;2</b>]]>", "<![CDATA[a]]>"])
def test_an_ampersand_and_html_are_free(findings, written):
    assert findings("1001", "request", REQUEST.replace(">1<", f">{written}<")) == []


def test_pasted_escaped_text_is_read_and_only_a_body_is_blamed(findings, catalog):
    assert findings("1001", "request", markup.escape(ROOT)) == []
    reading = Reader(catalog, scheme=Scheme()).read_alone(
        "request", markup.escape(ROOT).encode(), http.Head("POST / HTTP/1.1", ())
    )
    assert [one.message.en for one in reading.findings] == ["the document in ROOT was escaped once too often."]
