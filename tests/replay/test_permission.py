"""Nothing that does more than read is sent without a permit, and there is one way to get it."""

from dataclasses import replace

import pytest

from hisight.profiles import Profile
from hisight.reading import Reader
from hisight.replay import ONLY_READING, NotPermittedError, Outgoing, Permit, question
from hisight.replay.permission import deed_of

PATIENT = "<NAME>李一诺</NAME><ID_NO>000000199001010015</ID_NO>"


def test_what_only_reads_is_not_asked_about(outgoing, reader):
    assert question([outgoing("1001"), outgoing("2001")], reader) is None
    ONLY_READING.spend(outgoing("2001"), reader)


def test_the_question_names_function_target_patient_and_amount(outgoing, reader):
    (deed,) = question([outgoing("2007", f"{PATIENT}<REG_FEE>2500</REG_FEE><TREAT_FEE>2400</TREAT_FEE>")], reader).deeds
    assert deed.effect == "write"
    assert deed.function.startswith("2007 OrderReg")
    assert deed.target == "his.example:8080"
    assert "李一诺" in deed.patient
    assert deed.amount.startswith("25.00 ")


def test_every_function_that_writes_or_moves_money_is_asked_about(catalog, outgoing, reader):
    for function in catalog.functions:
        if function.code and function.effect != "read":
            assert deed_of(outgoing(function.code), reader).effect == function.effect, function.label


@pytest.mark.parametrize("fun_code", ["", "9999", "OrderRegX"])
def test_what_nobody_knows_is_asked_about(outgoing, reader, fun_code):
    assert deed_of(outgoing(fun_code), reader).effect == "unknown"


def test_what_cannot_be_read_is_asked_about(outgoing, reader):
    assert deed_of(replace(outgoing("1001"), body=b"\xff\x00 no message"), reader).effect == "unknown"


def test_what_is_asked_about_is_what_would_be_sent_and_not_what_was_recorded(outgoing, reader):
    recorded = outgoing("2001")
    edited: Outgoing = replace(recorded, body=recorded.body.replace(b"2001", b"2007"))
    assert deed_of(edited, reader).function.startswith("2007")


def test_a_permit_is_good_for_the_calls_that_were_asked_about_once_each(outgoing, reader):
    order = outgoing("2007", PATIENT)
    permit = question([order, order], reader).allow()
    permit.spend(order, reader)
    permit.spend(order, reader)
    with pytest.raises(NotPermittedError):
        permit.spend(order, reader)


@pytest.mark.parametrize(
    "other",
    [
        {"fun_code": "2009", "inside": PATIENT},
        {"fun_code": "2007", "inside": PATIENT.replace("李一诺", "江映雪")},
        {"fun_code": "2007", "inside": f"{PATIENT}<REG_FEE>999900</REG_FEE>"},
        {"fun_code": "2007", "inside": PATIENT, "url": "http://other.example:8080/his"},
    ],
)
def test_a_permit_covers_no_other_function_patient_amount_or_target(outgoing, reader, other):
    permit = question([outgoing("2007", PATIENT)], reader).allow()
    with pytest.raises(NotPermittedError):
        permit.spend(outgoing(**other), reader)


def test_nobody_makes_a_permit_but_by_asking():
    with pytest.raises(AssertionError):
        Permit([], _made_here=object())


def test_production_must_be_typed(catalog, outgoing):
    city = Profile("city", host="his.example", target="production", cipher="none", rule="elements-keyless")
    asked = question([outgoing("2007")], Reader(catalog, [city]))
    assert asked.production == ("his.example:8080",)
    for typed in ([], ["his"], ["other.example"]):
        with pytest.raises(NotPermittedError, match=r"production|生产"):
            asked.allow(production=typed)
    asked.allow(production=["his.example:8080"])
    asked.allow(production=["his.example"])


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("his.example:8080", "http://HIS.example:8080/his"),
        ("his.example:8080", "http://his.example.:8080/his"),
        ("his.example:8080", "http://somebody:secret@his.example:8080/his"),
        ("his.example:80", "http://his.example/his"),
        ("127.0.0.1:8080", "http://localhost:8080/his"),
    ],
)
def test_another_way_to_write_a_production_address_is_production(catalog, outgoing, host, url):
    city = Profile("city", host=host, target="production", cipher="none", rule="elements-keyless")
    (deed,) = question([outgoing("2007", url=url)], Reader(catalog, [city])).deeds
    assert deed.production == "city"
    assert "secret" not in deed.target


@pytest.mark.parametrize("listen", ["9000", "127.0.0.1:9000"])
def test_where_hisight_listens_for_production_is_production(catalog, outgoing, listen):
    city = Profile("city", listen=listen, user_id="another", target="production")
    reader = Reader(catalog, [city])
    assert question([outgoing("2007", url="http://localhost:9000/his")], reader).production
    assert not question([outgoing("2007", url="http://localhost:9001/his")], reader).production


def test_an_empty_name_is_no_name(catalog, outgoing):
    city = Profile("city", host="his.example", target="production", cipher="none", rule="elements-keyless")
    asked = question([outgoing("2007", url="http://his.example/his")], Reader(catalog, [city]))
    with pytest.raises(NotPermittedError):
        asked.allow(production=[""])
    asked.allow(production=["his.example"])


def test_of_a_payload_that_cannot_be_read_nothing_is_claimed(outgoing, reader):
    order = outgoing("2007", "here")
    torn = replace(order, body=order.body.replace(b"&amp;lt;REQ&amp;gt;here&amp;lt;/REQ&amp;gt;", b"q83vEjRWeJA" * 8))
    assert "cannot be read" in deed_of(torn, reader).patient


def test_a_batch_counts_each_function_and_names_each_patient_once(outgoing, reader):
    asked = question([outgoing("2007", PATIENT)] * 3 + [outgoing("2005")], reader)
    assert [count for _, count in asked.counts] == [3, 1]
    assert len(asked.patients) == 1
