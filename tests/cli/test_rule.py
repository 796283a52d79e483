def test_a_rule_is_explained_with_its_remedy(hisight):
    text = hisight("rule", "misnamed-field").stdout
    assert text.startswith("FLD003 misnamed-field (error): a field has a wrong name")
    for heading in ("\nWhat:", "\nWhy:", "\nExample:", "\nRemedy:"):
        assert heading in text


def test_without_a_code_all_are_listed(hisight):
    assert "SIG001  bad-signature" in hisight("rule").stdout


def test_a_rule_that_is_not_there_is_one_line(complains):
    assert "there is no rule XYZ999" in complains("rule", "XYZ999")
