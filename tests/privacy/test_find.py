from dataclasses import replace

from hisight.privacy.find import around_values, find
from hisight.protocol import Scheme, open_message

PHONE, ID_NUMBER = "10099998888", "000000198512120013"


def found(reading) -> dict[str, str]:
    return {value.text: value.kind for value in find(reading)}


def test_every_patient_field_of_both_sides_is_found(read):
    assert found(read()) == {
        "000000199001010059": "id-number",
        "C88001234": "card",
        "李望舒": "name",
        "1990-01-01": "birthday",
        "19900101": "birthday",
        "1990/01/01": "birthday",
        "10012345678": "phone",
        "示例市东风路12号": "address",
        "010059": "password",
        "P00071234": "patient-id",
    }


def test_the_place_names_call_side_and_field(read):
    first = next(find(read()))
    assert first.place == "#42 request REQ/ID_NO"


def test_a_message_alone_has_no_number(reader):
    reading = reader.read_alone("request", b"<REQ><NAME>\xe6\x9d\x8e\xe6\xad\xa3</NAME></REQ>", fun_code="1002")
    assert [value.place for value in find(reading)] == ["request REQ/NAME"]


def test_numbers_are_found_by_shape_in_whatever_may_hold_anything(read):
    reading = read(
        f"<REQ><REMARK>致电{PHONE}</REMARK></REQ>",
        f"<RES note='{ID_NUMBER}'><REMARK>&#49;0077776666</REMARK></RES>",
        said=f"{ID_NUMBER[:-1]}已登记",
        url="http://his.example/his?tel=10055554444",
        error="no route to 10033332222",
    )
    assert set(found(reading)) == {PHONE, ID_NUMBER, "10077776666", ID_NUMBER[:-1], "10055554444", "10033332222"}


def test_numbers_around_the_document_are_found(exchange, reader, aes):
    made = exchange("<REQ/>", "<RES/>")
    request = made.request_body.replace(b"<soap:Body>", b"<soap:Header><T>10011112222</T></soap:Header><soap:Body>")
    answer = f"<html>{PHONE}</html>".encode()
    head = made.request_head.replace(b"Content-Type", b"X-Caller: 10022221111\r\nContent-Type")
    reading = reader.read(replace(made, request_body=request, response_body=answer, request_head=head))
    assert set(found(reading)) == {"10011112222", PHONE, "10022221111"}


def test_a_key_of_business_is_no_identity_number(read):
    assert found(read(f"<REQ><LOCK_ID>{ID_NUMBER}</LOCK_ID></REQ>", "", fun_code="2005")) == {}


def test_a_value_that_says_nothing_is_none(read):
    assert found(read("<REQ><NAME>-</NAME><BIRTHDAY>1990-02-30</BIRTHDAY></REQ>", "")) == {"1990-02-30": "birthday"}


def test_a_name_that_somebody_read_as_gbk_is_looked_for_as_it_should_be(read):
    mangled = "李望舒好".encode().decode("gb18030")
    assert found(read(f"<REQ><NAME>{mangled}</NAME></REQ>", "")) == {mangled: "name", "李望舒好": "name"}


def test_what_stands_around_the_values_is_looked_through():
    def around(body: str) -> str:
        return around_values(open_message("request", body.encode(), lambda _: Scheme()))

    root = "<ROOT a='b'><FUN_CODE>1002</FUN_CODE>x<USER_ID>1</USER_ID></ROOT>"
    rest = "<ROOT a='b'><FUN_CODE>\n</FUN_CODE>x<USER_ID>\n</USER_ID></ROOT>"
    assert around(root) == rest
    assert around(f"<soap:Envelope><a>{PHONE}{root}") == f"{rest}\n<soap:Envelope><a>{PHONE}"
    assert around(f"<string p='{PHONE}'>{root}</string>") == f"{rest}\n<string p='{PHONE}'></string>"
    assert around("<REQ>y</REQ>") == ""
    assert around("kjPZRMs96t6gBs1xfBKrlg==") == ""
    assert around("<\nROOT>") == "<\nROOT>"
