from dataclasses import replace

import pytest

from hisight import wording
from hisight.gui.views.field_card import FieldCard


@pytest.fixture
def card(qtbot) -> FieldCard:
    made = FieldCard()
    qtbot.addWidget(made)
    return made


def field(catalog, code: str, name: str):
    return next(one for one in catalog.function(code).request.fields if one.name == name)


def test_a_field_is_told_in_full(card, catalog):
    card.show_row(field(catalog, "2007", "CHANNEL_ID"), catalog)
    text = card.toPlainText()
    assert text.startswith("REQ/CHANNEL_ID  ·  Int  ·  required")
    assert "挂号渠道" in text
    assert "7 自助终端" in text
    assert "In doubt" in text
    assert "(3.1.3.8 sample)" in text


def test_money_dates_and_patients_are_named(card, catalog):
    card.show_row(field(catalog, "2007", "REG_FEE"), catalog)
    assert "in fen" in card.toPlainText()
    card.show_row(field(catalog, "2007", "BIRTHDAY"), catalog)
    assert "YYYY-MM-DD" in card.toPlainText()
    assert "patient data" in card.toPlainText()


def test_markup_in_a_description_is_text(card, catalog):
    card.show_row(
        replace(field(catalog, "2005", "LOCK_ID"), description="<b>bold</b>\nand more", overlay="city"), catalog
    )
    assert "<b>bold</b>\nand more" in card.toPlainText().replace("\u2028", "\n")
    assert "Added or changed by the overlay city" in card.toPlainText()


def test_what_only_the_sample_knows_says_so(card, catalog):
    wording.use("zh")
    card.show_row(catalog.function("3001").request.extra[0], catalog)
    assert "只有样例有" in card.toPlainText()


def test_without_a_row_it_says_what_to_do(card, catalog):
    card.show_row(None, catalog)
    assert card.toPlainText() == "Select a row: here it is told in full."
