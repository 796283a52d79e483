import pytest
from tests.gui import recorded

from hisight.gui.views.charset_button import CharsetButton, remark_on_choice
from hisight.protocol import Scheme, open_message

GBK = "<RES><NAME>内科</NAME></RES>".encode("gbk")


def message(body: bytes = GBK, chosen: str = ""):
    return open_message("response", body, lambda _: Scheme(), chosen_charset=chosen)


@pytest.fixture
def button(qtbot) -> CharsetButton:
    made = CharsetButton("Response")
    qtbot.addWidget(made)
    return made


def entries(button: CharsetButton) -> dict[str, bool]:
    button.menu().aboutToShow.emit()
    return {action.text(): action.isChecked() for action in button.menu().actions() if action.text()}


def test_it_names_the_charset_and_offers_others(button):
    button.show_message(message(), GBK)
    assert (button.text(), button.accessibleName()) == ("GB18030 ▾", "Response: Charset GB18030")
    assert not button.isHidden()
    offered = entries(button)
    assert next(iter(offered)) == "As found (GB18030 (GBK, GB2312))"
    assert [text for text, checked in offered.items() if checked] == ["As found (GB18030 (GBK, GB2312))"]


def test_a_choice_is_shown_as_one_and_what_was_found_stays_on_offer(button, qtbot):
    button.show_message(message(chosen="latin-1"), GBK)
    assert (button.text(), button.property("chosen")) == ("Latin-1 ▾", True)
    assert button.toolTip() == "Read as iso8859-1 by your choice; not declared, found to be gb18030."
    assert [text for text, checked in entries(button).items() if checked] == ["Latin-1 (ISO-8859-1)"]
    with qtbot.waitSignal(button.chosen) as chosen:
        button.menu().actions()[0].trigger()
    assert chosen.args == [""]


def test_under_a_cipher_the_payload_tells(button):
    sealed = recorded.reading(fun_code="2001").call.response
    button.show_message(sealed, b"x")
    assert button.text() == "UTF-8 ▾"


def test_without_bytes_there_is_nothing_to_choose(button):
    for shown in (None, message()):
        button.show_message(shown, b"")
        assert button.isHidden()
    assert entries(button) == {}


def test_only_a_choice_is_remarked_on():
    assert remark_on_choice(None) == remark_on_choice(message()) == ""
    assert remark_on_choice(message(chosen="latin-1")).startswith("Read as iso8859-1 by your choice")
