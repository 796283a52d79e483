import pytest


def test_a_condition_that_holds_requires_the_field(findings, only, good_payload):
    payload = good_payload("2007", "response")
    assert findings("2007", "response", payload) == []
    head, _, rest = payload.partition("<CONCESSIONS>")
    without = head + rest.partition("</CONCESSIONS>")[2]
    assert "<IS_CONCESSIONS>0<" in without
    assert findings("2007", "response", without) == []
    finding = only("2007", "response", without.replace("<IS_CONCESSIONS>0<", "<IS_CONCESSIONS>1<"))
    assert (finding.code, finding.name, finding.path) == ("FLD017", "conditional-required", "RES/CONCESSIONS")


@pytest.mark.parametrize(("kind", "required"), [("ID", True), ("card", True), ("address", False)])
def test_a_condition_inside_a_list_is_looked_up_in_its_element(findings, good_payload, kind, required):
    payload = good_payload("2007", "request")
    start = payload.index("<RULE_TYPE>")
    end = payload.index("<RULE_VALUE>")
    changed = f"{payload[:start]}<RULE_TYPE>{kind}</RULE_TYPE><TYPE_VALUE></TYPE_VALUE>{payload[end:]}"
    found = [one for one in findings("2007", "request", changed) if one.name == "conditional-required"]
    assert [one.path.rpartition("/")[2] for one in found] == (["TYPE_VALUE"] if required else [])


def test_one_of_two_is_enough(findings, good_payload):
    payload = good_payload("1002", "request")
    without_parents = payload
    for name in ("PARENT_ID_TYPE", "PARENT_ID_CARD", "PARENT_NAME"):
        head, _, rest = without_parents.partition(f"<{name}>")
        without_parents = head + rest.partition(f"</{name}>")[2]
    assert findings("1002", "request", without_parents) == []
    found = findings("1002", "request", without_parents.replace("<ID_NO>1</ID_NO>", "<ID_NO></ID_NO>"))
    assert [one.path for one in found if one.name == "conditional-required"] == [
        "REQ/PARENT_ID_TYPE",
        "REQ/PARENT_ID_CARD",
        "REQ/PARENT_NAME",
    ]
