from tests.checks.rules.conftest import ANSWER, answer

from hisight.checks import Severity
from hisight.protocol import limits

MANY = "<X/>" * limits.MOST_ELEMENTS


def test_a_body_of_more_than_a_few_megabytes_is_not_looked_into(exchanged):
    (finding,) = exchanged(answer(RETURN_MSG="x" * limits.LARGEST_READ))
    assert (finding.code, finding.name, finding.severity) == ("NET009", "too-large", Severity.WARNING)
    assert "looks into 6 MB at most" in finding.message.en


def test_of_a_payload_with_too_many_elements_the_first_are_checked(exchanged):
    found = exchanged(answer(RES_ENCRYPTED=f"<RES>{MANY}{ANSWER}</RES>"))
    large = next(finding for finding in found if finding.name == "too-large")
    assert (large.path, large.severity) == ("RES", Severity.WARNING)
    assert "only those in front were read" in large.message.en
    names = {finding.name for finding in found}
    assert "unknown-field" in names
    assert not names & {"missing-required", "ill-formed", "truncated"}


def test_it_is_said_once(exchanged):
    nested = answer(RES_ENCRYPTED=None).replace("</ROOT>", f"<RES_ENCRYPTED><RES>{MANY}</RES></RES_ENCRYPTED></ROOT>")
    large = [finding for finding in exchanged(nested) if finding.name == "too-large"]
    assert [finding.path for finding in large] == ["RES"]
    assert not [finding for finding in exchanged() if finding.name == "too-large"]
