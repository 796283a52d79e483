import pytest


def test_an_operation_and_a_code_of_two_functions_are_found(read):
    (finding,) = read(operation="GetDeptInfo").findings
    assert (finding.code, finding.name, finding.path) == ("ENV003", "operation-mismatch", "ROOT/FUN_CODE")
    assert finding.message.en == (
        "the SOAP operation is GetDeptInfo (2001 GetDeptInfo), but FUN_CODE means 1001 NetTest."
    )


@pytest.mark.parametrize("operation", ["NetTest", "nettest", "PubService", "HisService", "RegService", "funmain"])
def test_its_own_operation_and_one_for_all_pass(read, operation):
    assert read(operation=operation).findings == ()


def test_a_code_that_nobody_knows_is_not_called_a_mismatch(read):
    assert [one.name for one in read(fun_code="7777").findings] == ["unknown-function"]
