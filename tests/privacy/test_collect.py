from hisight.privacy import PatientValue, collect, public_text


def test_the_values_of_all_calls_are_looked_for_in_all(read, catalog):
    first = read("<REQ><NAME>李望舒</NAME></REQ>", "")
    second = read("<REQ><NAME>孙若谷</NAME></REQ>", "")
    values = collect([first, second], catalog)
    assert [value.text for value in values.all] == ["李望舒", "孙若谷"]
    assert len(list(values.occurrences("孙若谷是李望舒的监护人"))) == 2


def test_fun_code_and_user_id_are_nobodys(read, catalog):
    values = collect([read("<REQ><CARD_NO>0001</CARD_NO></REQ>", "", fun_code="8001")], catalog)
    values.add(PatientValue("card", "8001", "-"))
    assert list(values.occurrences("USER_ID 0001 FUN_CODE 8001")) == []


def test_the_interface_is_public_but_for_its_samples(catalog):
    text = public_text(catalog)
    assert "号源锁定" in text
    assert "LockReg" in text
    assert "身份证" in text
    assert "李正" not in text
