import re

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from tests.gui import recorded

from hisight.gui.views.signature_view import SignatureView, compared
from hisight.mock import DEMO_KEY
from hisight.protocol import Scheme, compose_root
from hisight.reading import Reader


@pytest.fixture
def view(qtbot) -> SignatureView:
    made = SignatureView()
    qtbot.addWidget(made)
    made.resize(600, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_a_good_signature_shows_what_was_signed_and_never_the_key(view):
    view.show_reading(recorded.reading(fun_code="1001"))
    card = view.cards["request"]
    assert card.verdict.text() == "The signature fits"
    assert card.base.text().startswith("FUN_CODE=1001&REQ_ENCRYPTED=")
    assert card.base.text().endswith("&KEY=●●●●●●●●")
    assert card.expected.text() == card.found.text() != ""
    assert not card.explanation.isVisible()
    assert DEMO_KEY.secret.decode() not in card.base.text()


def test_a_wrong_signature_marks_where_the_digests_differ(view):
    reading = recorded.reading("foreign-key")
    view.show_reading(reading)
    card, status = view.cards["response"], reading.call.response.signature
    assert card.verdict.text() == "The signature does not fit"
    assert card.explanation.text()[0].isupper()
    assert (plain(card.expected.text()), plain(card.found.text())) == (status.expected, status.found)
    assert "underline" in card.found.text()
    assert view.cards["request"].verdict.text() == "The signature fits"


def test_only_the_differing_characters_are_marked():
    expected, found = compared("ABCD", "AbCD1")
    assert expected.count("<span") == 1
    assert found.count("<span") == 2
    assert compared("AB", "AB") == ("AB", "AB")
    assert compared("", "<") == ("", "&lt;")


def test_without_a_key_nothing_is_claimed(view):
    reading = Reader(recorded.READER.catalog, scheme=Scheme()).read(recorded.exchange(fun_code="1001"))
    view.show_reading(reading)
    assert view.cards["request"].verdict.text() == "No key to verify it"
    assert "without a key" in view.cards["request"].expected.text()


def test_the_base_string_is_copied_without_the_key(view):
    view.show_reading(recorded.reading(fun_code="1001"))
    view.cards["request"].findChild(QToolButton).click()
    assert QGuiApplication.clipboard().text() == view.cards["request"].base.text()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"response_head": b"", "response_body": b""}, "no message."),
        ({"response_body": b"<html/>"}, "the message has no ROOT."),
    ],
)
def test_a_side_without_signature_says_why(view, changes, words):
    view.show_reading(recorded.reading(fun_code="1001", **changes))
    card = view.cards["response"]
    assert card.verdict.text() == words
    assert not card.base.isVisible()


def test_a_rule_over_elements_is_shown_as_xml_and_names_no_key(view, catalog):
    keyless = Scheme("none", "elements-keyless")
    root = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, "<REQ/>", keyless)
    view.show_reading(Reader(catalog, scheme=keyless).read_alone("request", root.encode()))
    assert view.cards["request"].base.text().startswith("<FUN_CODE>1001</FUN_CODE>")
