import pytest

from hisight.catalog import in_use
from hisight.checks import Severity, all_rules, find_rule, registry
from hisight.checks.finding import Found
from hisight.protocol import Scheme
from hisight.reading import Reader
from hisight.wording import Words


def test_every_rule_is_documented_under_the_fixed_headings():
    assert len(all_rules()) >= 11
    for rule in all_rules().values():
        for heading in ("What:", "Why:", "Example:"):
            assert heading in rule.documentation, rule.name
        assert rule.hint.zh, rule.name
        assert rule.hint.en, rule.name


def test_every_rule_has_the_file_and_the_test_file_of_its_name():
    for rule in all_rules().values():
        assert rule.function.__module__.rpartition(".")[2] == rule.name.replace("-", "_")


def test_a_rule_is_found_by_code_and_by_name():
    assert find_rule("fld003") is find_rule("misnamed-field")
    assert find_rule("nothing") is None


def test_a_code_is_never_given_twice():
    assert all_rules()
    with pytest.raises(ValueError, match="FLD001 is taken by missing-required"):
        registry.rule("FLD001", "other", Severity.NOTE, Words("", ""))(lambda subject: iter(()))


def test_a_rule_that_crashes_becomes_a_finding_of_its_own(findings, monkeypatch):
    def crash(subject):
        raise RuntimeError("boom")

    broken = registry.Rule("TST001", "test", Severity.ERROR, Words("", ""), Words("", ""), crash)
    monkeypatch.setattr(registry, "_rules_for", lambda _direction, _occasions: [(broken, crash)])
    (finding,) = findings("1001", "request", "<REQ/>")
    assert (finding.name, finding.severity) == ("rule-crashed", Severity.NOTE)
    assert "RuntimeError: boom" in finding.message.en


@pytest.mark.parametrize("direction", ["request", "response"])
def test_a_message_built_from_the_catalog_has_no_finding(catalog, findings, good_payload, direction):
    for function in catalog.functions:
        part = function.request if direction == "request" else function.response
        if part.root:
            found = findings(
                function.code or function.name, direction, good_payload(function.code or function.name, direction)
            )
            assert [(one.name, one.path) for one in found] == [], function.label


def test_the_worst_finding_comes_first(findings):
    severities = [
        one.severity.rank
        for one in findings(
            "2001", "response", "<RES><COUNT>x</COUNT><X/><DEPT_LIST><DEPT_ID>1</DEPT_ID></DEPT_LIST></RES>"
        )
    ]
    assert severities == sorted(severities)
    assert len(set(severities)) == 3


def test_a_finding_about_a_row_of_an_overlay_says_so(overlaid):
    find = overlaid(
        "{ name = 'IP', length = 4 }",
        "{ name = 'WARD_ID', parent = 'REQ', type = 'String', required = true, description = '院区' }",
    )
    long, missing = find("<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>10.0.0.1</IP></REQ>")[::-1]
    assert [long.name, missing.name] == ["too-long", "missing-required"]
    for finding in (long, missing):
        assert finding.overlay == "east"
        assert finding.hint.en.endswith(" Here the overlay “east” counts, not the published text.")
        assert finding.hint.zh.endswith("此处以本地修订“east”为准，与公布的文档不同。")


def test_a_finding_about_a_row_that_an_overlay_took_out_says_so(overlaid):
    (finding,) = overlaid("{ name = 'IP', remove = true }")("<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>1</IP></REQ>")
    assert (finding.name, finding.overlay) == ("unknown-field", "east")


def test_a_finding_about_what_an_overlay_left_as_it_was_does_not(overlaid):
    (finding,) = overlaid("{ name = 'IP', length = 4 }")("<REQ><HOSPITAL_ID/><IP>1</IP></REQ>")
    assert (finding.name, finding.overlay) == ("empty-required", "")
    assert "overlay" not in finding.hint.en


@pytest.fixture
def overlaid(tmp_path):
    """(rows of an overlay of the request of NetTest) -> what is found in a payload with it."""

    def lay(*rows: str):
        (tmp_path / "east" / "functions").mkdir(parents=True)
        text = f"code = '1001'\n[request]\nfields = [{', '.join(rows)}]"
        (tmp_path / "east" / "functions" / "net_test.toml").write_text(text, "utf-8")
        reader = Reader(in_use(tmp_path / "east"), scheme=Scheme())
        return lambda xml: reader.read_alone("request", xml.encode(), fun_code="1001").findings

    return lay


def test_the_documentation_comes_apart_at_its_headings():
    for rule in all_rules().values():
        headings = [heading for heading, _ in rule.sections]
        assert headings[0] == "", rule.name
        assert [heading for heading in headings if heading] == ["What", "Why", "Example"], rule.name
        assert not [text for _, text in rule.sections if "\n" in text or not text]


def test_a_rule_across_calls_that_crashes_becomes_a_note_of_the_call(call, monkeypatch):
    def crash(this, earlier):
        raise RuntimeError("boom")

    broken = registry.Rule("TST001", "test", Severity.ERROR, Words("", ""), Words("", ""), across=crash)
    monkeypatch.setattr(registry, "all_rules", lambda: {"TST001": broken})
    (finding,) = registry.check_across(call("1001", ""), [])
    assert (finding.name, finding.severity, finding.direction) == ("rule-crashed", Severity.NOTE, "request")


def test_a_rule_is_either_about_a_message_or_across_calls():
    for rule in all_rules().values():
        assert (rule.check is None) is rule.code.startswith("SES"), rule.code
        assert (rule.across is None) is not rule.code.startswith("SES"), rule.code


def test_a_rule_gives_way_only_to_what_there_is():
    assert all(find_rule(name) for rule in all_rules().values() for name in rule.instead_of)


def test_a_rule_that_finds_no_end_is_cut_short_and_says_so(findings, monkeypatch):
    def find(_):
        return (Found(f"RES/X[{number}]", Words("超", "too " + "much " * 100)) for number in range(10**9))

    endless = registry.Rule("TST001", "test", Severity.ERROR, Words("", ""), Words("", ""), check=find)
    monkeypatch.setattr(registry, "_rules_for", lambda _direction, _occasions: [(endless, find)])
    found = findings("1001", "request", "<REQ/>")
    assert len(found) == registry.MOST_FOUND + 1
    assert found[-1].message.en == "more than 1000 like this; the rest are not listed."
    assert (found[-1].path, found[-2].path) == ("RES/X[0]", "RES/X[999]")
    assert max(len(finding.message.en) for finding in found) < 500
