from dataclasses import fields

from hisight.capture import Exchange
from hisight.imports.bundle_format import RAW, TEXTS, TIMES, folder_of


def test_every_field_of_an_exchange_has_its_place_in_a_bundle():
    elsewhere = {"id", "parent", "origin"}
    assert {*RAW.values(), *TEXTS, *TIMES} | elsewhere == {field.name for field in fields(Exchange)}


def test_folders_sort_by_number():
    assert [folder_of(number) for number in (7, 42, 12345)] == ["calls/0007", "calls/0042", "calls/12345"]
