import pytest

from hisight.checks import Severity

REQUEST = (
    "<REQ><REG_ROLE>1</REG_ROLE><HOSPITAL_ID>1</HOSPITAL_ID><DEPT_ID>1</DEPT_ID><DOCTOR_ID>1</DOCTOR_ID>"
    "<START_DATE>{}</START_DATE><END_DATE>2026-11-30</END_DATE><PAGE_CURRENT>1</PAGE_CURRENT><PAGE_SIZE>9</PAGE_SIZE></REQ>"
)


@pytest.mark.parametrize("value", ["2026/11/23", "20261123", "2026-11-23 00:00:00", "2026年11月23日", "2026.11.23"])
def test_a_day_in_another_format_is_found_and_its_format_named(findings, only, value):
    assert findings("2003", "request", REQUEST.format("2026-11-23")) == []
    finding = only("2003", "request", REQUEST.format(value))
    assert (finding.code, finding.name, finding.path) == ("FLD014", "other-date-format", "REQ/START_DATE")
    assert "the table asks for YYYY-MM-DD" in finding.message.en


def test_a_format_that_the_text_prints_elsewhere_is_a_note(findings, catalog, good_payload):
    doubted = 0
    for function in catalog.functions:
        for direction, part in (("request", function.request), ("response", function.response)):
            for field in part.fields:
                for form in field.doubted("date-format"):
                    value = form.replace("YYYY", "2026").replace("HH24", "09").replace("MM", "11").replace("DD", "23")
                    value = value.replace("MI", "30").replace("SS", "15")
                    payload = good_payload(function.code, direction)
                    head, _, rest = payload.partition(f"<{field.name}>")
                    changed = f"{head}<{field.name}>{value}<{rest.partition('<')[2]}"
                    found = [
                        one for one in findings(function.code, direction, changed) if one.name == "other-date-format"
                    ]
                    assert [one.severity for one in found] == [Severity.NOTE], (function.label, field.name, value)
                    doubted += 1
    assert doubted >= 5
