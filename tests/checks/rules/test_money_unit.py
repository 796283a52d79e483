from hisight.checks import Severity


def test_yuan_in_place_of_fen_is_one_finding(findings, only, good_payload):
    payload = good_payload("2005", "request")
    assert findings("2005", "request", payload) == []
    finding = only("2005", "request", payload.replace("<REG_FEE>1<", "<REG_FEE>12.50<"))
    assert (finding.code, finding.name, finding.path) == ("FLD015", "money-unit", "REQ/REG_FEE")


def test_fen_in_place_of_yuan_is_a_warning(findings, catalog, good_payload):
    payload = good_payload("2033", "response")
    assert findings("2033", "response", payload) == []
    found = findings("2033", "response", payload.replace("<TOTALFEE>1<", "<TOTALFEE>1250<"))
    assert [(one.name, one.path) for one in found] == [("money-unit", "RES/REC_ITEM_LIST[1]/TOTALFEE")]
    assert found[0].severity in (Severity.WARNING, Severity.NOTE)
