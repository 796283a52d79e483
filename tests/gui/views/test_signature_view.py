import re
from dataclasses import replace

import pytest
from tests.cli import deviating
from tests.gui import recorded

from hisight.gui import background
from hisight.gui.views.signature_view import SignatureView
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


def test_without_a_key_nothing_is_claimed(view):
    reading = Reader(recorded.READER.catalog, scheme=Scheme()).read(recorded.exchange(fun_code="1001"))
    view.show_reading(reading)
    assert view.cards["request"].verdict.text() == "No key to verify it"
    assert "without a key" in view.cards["request"].expected.text()


def test_what_the_reading_could_not_explain_is_looked_into_further(view, qtbot, catalog):
    three = {"key_part": "KEY{key}", "payload": "plain", "charset": "gb18030"}
    reading = Reader(catalog, scheme=deviating.AGREED).read(
        replace(
            recorded.exchange(fun_code="1001"),
            request_body=deviating.request().encode(),
            response_body=deviating.answer(**three).encode(),
        )
    )
    assert reading.call.response.signature.verdict == "invalid"
    view.show_reading(reading)
    card = view.cards["response"]
    assert card.excluded.text().startswith("Trying more combinations")
    qtbot.waitUntil(lambda: card.verdict.text() == "Signed otherwise than agreed", timeout=20_000)
    assert [line[0] for line in card.differences.lines()] == [
        "key part",
        "payload before or after encryption",
        "charset",
    ]


def test_another_call_ends_the_search_for_the_last_one(view, qtbot):
    view.show_reading(recorded.reading("foreign-key"))
    view.show_reading(recorded.reading(fun_code="1001"))
    qtbot.waitUntil(lambda: not background.running(), timeout=20_000)
    qtbot.wait(50)
    assert view.cards["response"].verdict.text() == "The signature fits"


def test_when_nothing_fits_it_says_in_the_end_what_was_excluded(view, qtbot):
    view.show_reading(recorded.reading("foreign-key"))
    qtbot.waitUntil(lambda: "combinations are excluded" in view.cards["response"].excluded.text(), timeout=20_000)


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
