from hisight.protocol import xml
from hisight.scenarios import Failure, StepOutcome, junit

STEPS = (
    StepOutcome("lock", "2005 LockReg", duration_ms=12.0),
    StepOutcome(
        'a <b> "c"', "2007 OrderReg", (Failure("RETURN_CODE", "0", "<200709> & more", "his"),), duration_ms=8.0
    ),
    StepOutcome("cancel", "2009 CancelReg", skipped=True),
)


def test_a_scenario_is_a_suite_and_a_step_a_case():
    root = xml.parse(junit({"own": STEPS, "empty": ()}))
    suite, empty = root
    assert dict(suite.attrib) == {"name": "own", "tests": "3", "failures": "1", "skipped": "1", "time": "0.020"}
    assert empty.get("tests") == "0"
    assert [case.get("name") for case in suite] == [
        "lock 2005 LockReg",
        'a <b> "c" 2007 OrderReg',
        "cancel 2009 CancelReg",
    ]
    assert [[child.tag for child in case] for case in suite] == [[], ["failure"], ["skipped"]]
    assert "<200709> & more" in suite[1][0].get("message")
    assert suite[1][0].get("type") == "his"
