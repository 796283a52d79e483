import re

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from tests.cli import deviating
from tests.gui import recorded

from hisight.explain.signature import THOROUGH, explained
from hisight.gui.views.signature_card import SignatureCard, compared
from hisight.mock import DEMO_KEY
from hisight.protocol import Message, open_message


@pytest.fixture
def card(qtbot) -> SignatureCard:
    made = SignatureCard("Answer")
    qtbot.addWidget(made)
    made.resize(600, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def message(root: str) -> Message:
    direction = "response" if "RETURN_CODE" in root else "request"
    return explained(open_message(direction, root.encode(), lambda _: deviating.AGREED), THOROUGH)


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def marked(card: SignatureCard) -> list[str]:
    return [mark.cursor.selectedText() for mark in card.base.extraSelections()]


def test_a_deviation_is_shown_line_by_line_beside_what_was_agreed(card):
    card.show_message(message(deviating.answer(charset="gb18030", key_part="&key={key}")), "1001 NetTest")
    assert card.verdict.text() == "Signed otherwise than agreed"
    assert card.differences.lines() == [
        ("key part", "the base string ends with &key=<key>", "the base string ends with &KEY=<key>"),
        ("charset", "the bytes signed are GBK (GB18030)", "the bytes signed are UTF-8"),
    ]
    assert card.explanation.text().startswith("SIGN does not fit sorted-query-key as agreed; it fits if")
    assert not card.excluded.isVisible()


def test_both_digests_are_shown_the_agreed_one_and_the_one_in_the_message(card):
    card.show_message(message(deviating.answer(charset="gb18030")))
    agreed, found = (
        message(root).envelope.get("SIGN") for root in (deviating.answer(), deviating.answer(charset="gb18030"))
    )
    assert (plain(card.expected.text()), plain(card.found.text())) == (agreed, found)


@pytest.mark.parametrize(
    ("entries", "pieces"),
    [({"charset": "gb18030"}, ["交易成功"]), ({"key_part": "&key={key}"}, ["key"]), ({}, [])],
)
def test_what_is_not_as_agreed_is_marked_in_the_base_string(card, entries, pieces):
    card.show_message(message(deviating.answer(**entries)))
    assert marked(card) == pieces


def test_the_bytes_that_are_signed_are_shown_on_a_toggle_and_without_the_key(card):
    card.show_message(message(deviating.answer(charset="gb18030")))
    card.bytes.click()
    assert "bd bb d2 d7" in card.base.text()  # 交易 as GBK
    assert "** **" in card.base.text()
    assert marked(card) == []
    card.bytes.click()
    assert card.base.text().endswith("&KEY=●●●●●●●●")


def test_the_letter_for_the_other_vendor_is_copied_in_either_language(card):
    card.show_message(message(deviating.answer(charset="gb18030")), "1001 NetTest")
    chinese, english = card.letter.menu().actions()
    chinese.trigger()
    assert QGuiApplication.clipboard().text().startswith("贵方 1001 NetTest 的应答中，SIGN 与约定的规则")
    english.trigger()
    assert QGuiApplication.clipboard().text().startswith("In your answer of 1001 NetTest SIGN does not follow")


def test_a_good_signature_needs_no_letter_and_no_differences(card):
    card.show_message(message(deviating.answer()))
    assert card.verdict.text() == "The signature fits"
    assert not card.letter.isVisible()
    assert not card.differences.isVisible()
    assert not card.explanation.isVisible()


def test_digits_in_another_case_fit_all_the_same(card):
    card.show_message(message(deviating.answer(uppercase=False)))
    assert card.verdict.text() == "The signature fits, with a deviation"


def test_it_says_that_it_looks_further_until_something_is_known(card):
    wrong = deviating.answer().replace("交易成功", "交易失败")
    shown = message(wrong)
    card.show_message(shown)
    card.looking_further()
    assert card.excluded.text().startswith("Trying more combinations")
    card.show_status(shown.signature)
    assert "combinations are excluded" in card.excluded.text()


def test_only_the_differing_characters_are_marked():
    expected, found = compared("ABCD", "AbCD1")
    assert expected.count("<span") == 1
    assert found.count("<span") == 2
    assert compared("AB", "AB") == ("AB", "AB")
    assert compared("", "<") == ("", "&lt;")


def test_the_base_string_is_copied_without_the_key(card):
    card.show_message(recorded.reading(fun_code="1001").call.request)
    (copy,) = (button for button in card.findChildren(QToolButton) if "without the key" in button.toolTip())
    copy.click()
    assert QGuiApplication.clipboard().text() == card.base.text()
    assert DEMO_KEY.secret.decode() not in card.base.text()


def test_a_card_that_fills_its_room_has_no_lines_of_differences(qtbot):
    made = SignatureCard("SIGN", filling=True)
    qtbot.addWidget(made)
    made.show_message(message(deviating.answer(charset="gb18030")))
    made.show()
    assert not made.differences.isVisible()
    assert not made.letter.isVisible()
    assert made.explanation.isVisible()


def test_there_is_room_for_the_whole_base_string_in_any_width(card, qtbot):
    card.show_message(message(deviating.answer(charset="gb18030")))
    for width in (600, 400, 800):
        card.resize(width, 600)
        qtbot.waitUntil(lambda: not card.base.verticalScrollBar().isVisible())
