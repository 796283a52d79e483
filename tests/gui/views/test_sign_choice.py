import pytest

from hisight.gui.views.sign_choice import SignChoice


@pytest.fixture
def choice(qtbot) -> SignChoice:
    widget = SignChoice()
    qtbot.addWidget(widget)
    widget.show()
    widget.show_choice("again", "ABC")
    return widget


def test_each_choice_says_what_the_user_wants(qtbot, choice):
    for place, signal in enumerate((choice.again, choice.kept, choice.typed)):
        with qtbot.waitSignal(signal):
            choice.modes.activated.emit(place)


def test_a_sign_is_typed_into_a_field_that_is_there_only_then(qtbot, choice):
    assert choice.sign.isHidden()
    choice.modes.activated.emit(2)
    assert choice.sign.text() == "ABC"
    with qtbot.waitSignal(choice.typed) as typed:
        qtbot.keyClicks(choice.sign, "D")
    choice.show_choice("typed", "ABC")
    assert typed.args == [choice.sign.text()]
    choice.show_choice("kept", "ABC")
    assert choice.sign.isHidden()
    assert choice.modes.currentText() == "Keep as it is"
