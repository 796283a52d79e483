from tests.checks.rules.conftest import answer

REQUEST = "<REQ><HOSPITAL_ID>{}</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


def test_escapes_are_found_with_what_was_meant(findings, only):
    assert findings("1001", "request", REQUEST.format("内科")) == []
    finding = only("1001", "request", REQUEST.format("\\u5185\\u79d1"))
    assert (finding.code, finding.name, finding.path) == ("CHR004", "unicode-escapes", "REQ/HOSPITAL_ID")
    assert finding.message.en == "HOSPITAL_ID holds \\u escapes for “内科”."


def test_one_writer_is_one_finding(only):
    finding = only("1001", "request", REQUEST.format("\\u5185").replace("127.0.0.1", "\\u5185"))
    assert finding.message.en.endswith("And 1 more.")


def test_the_envelope_is_looked_at_too(only):
    assert only("1001", "response", answer(RETURN_MSG="\\u6210\\u529f")).path == "ROOT/RETURN_MSG"


def test_a_backslash_and_a_u_alone_are_no_escape(findings):
    assert findings("1001", "request", REQUEST.format("C:\\users")) == []


def test_halves_of_a_character_are_joined_and_a_lone_one_stays(only, findings):
    assert "for “\U00020bb7”" in only("1001", "request", REQUEST.format("\\ud842\\udfb7")).message.en
    assert findings("1001", "request", REQUEST.format("\\ud842")) == []
