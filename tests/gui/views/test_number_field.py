import pytest

from hisight.gui.views.number_field import DecimalField, NumberField


@pytest.mark.parametrize("kind", [NumberField, DecimalField])
def test_the_number_does_not_touch_the_frame(qtbot, kind):
    field = kind(minimum=2, maximum=300, value=20)
    qtbot.addWidget(field)
    assert field.value() == 20
    assert field.lineEdit().textMargins().left() >= 5
