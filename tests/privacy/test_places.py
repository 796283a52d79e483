import pytest

from hisight.privacy.places import kinds_by_name, places


def kinds(subject) -> dict[str, str]:
    return {place.path: place.kind for place in places(subject)}


def of(read, xml: str, fun_code: str = "1002"):
    return read(xml, fun_code=fun_code).subject("request")


def test_a_field_says_what_its_value_is_about(read):
    found = kinds(of(read, "<REQ><NAME>李正</NAME><SEX>1</SEX><MOBILE/></REQ>"))
    assert found == {"REQ/NAME": "name", "REQ/SEX": "", "REQ/MOBILE": "phone"}


def test_a_misnamed_field_is_the_field_that_is_meant(read):
    found = kinds(of(read, "<REQ><Id_No>1</Id_No><MOBLIE>2</MOBLIE></REQ>"))
    assert found == {"REQ/Id_No": "id-number", "REQ/MOBLIE": "phone"}


def test_an_unknown_element_is_known_by_the_name_it_has_elsewhere(read):
    found = kinds(of(read, "<REQ><EXTRA><PatientName>李正</PatientName><WECHAT>x</WECHAT></EXTRA></REQ>"))
    assert found == {"REQ/EXTRA/PatientName": "name", "REQ/EXTRA/WECHAT": ""}


def test_an_unknown_function_is_read_by_names(read):
    found = kinds(of(read, "<REQ><NAME>李正</NAME><X>1</X></REQ>", fun_code="9999X"))
    assert found["REQ/NAME"] == "name"


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("card", "card"),
        ("ID", "id-number"),
        ("parentName", "name"),
        ("address", "address"),
        ("disease", "diagnosis"),
        ("?", "id-number"),
    ],
)
def test_a_rule_value_is_what_its_rule_type_says(read, rule, kind):
    info = f"<RULE_INFO><RULE_TYPE>{rule}</RULE_TYPE><RULE_VALUE>x</RULE_VALUE></RULE_INFO>"
    subject = of(read, f"<REQ><RULE_GROUP>{info}</RULE_GROUP></REQ>", fun_code="2007")
    assert kinds(subject)["REQ/RULE_GROUP/RULE_INFO/RULE_VALUE"] == kind


def test_the_span_is_the_place_of_the_value_in_the_text(read):
    subject = of(read, "<REQ><NAME><![CDATA[ 李正 ]]></NAME></REQ>")
    (place,) = places(subject)
    assert subject.message.payload.xml[place.span.inner : place.span.inner_end] == "<![CDATA[ 李正 ]]>"
    assert place.value == "李正"


def test_an_ill_formed_payload_is_read_by_its_tags(read):
    found = kinds(of(read, "<REQ><NAME>李正</NAME><SEX>1</NAME><MOBILE>10012345678</MOBILE></REQ>"))
    assert found["REQ/NAME"] == "name"
    assert "phone" in found.values()


def test_what_goes_too_deep_is_one_value(read):
    found = places(of(read, "<REQ>" + "<A>" * 100 + "x" + "</A>" * 100 + "</REQ>"))
    assert len(found) == 1


def test_a_field_is_free_unless_the_catalog_fixes_what_stands_in_it(read):
    subject = of(read, "<REQ><SEX>1</SEX><BIRTHDAY>1990-01-01</BIRTHDAY><DEPTCODE>1</DEPTCODE><X>1</X></REQ>")
    assert [place.is_free for place in places(subject)] == [False, False, True, True]


def test_the_samples_spelling_of_a_field_is_known_too(catalog):
    assert kinds_by_name(catalog)["SICKBIRTHDAY"] == "birthday"


def test_a_code_says_nothing_about_who(reader):
    xml = b"<RES><DANGEROUS_FLAG>1</DANGEROUS_FLAG></RES>"
    (place,) = places(reader.read_alone("response", xml, fun_code="7002").subject("response"))
    assert (place.field.patient, place.kind) == ("result", "")
