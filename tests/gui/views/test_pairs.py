from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from hisight.gui.views.pairs import pairs


def test_fields_of_several_grids_stand_in_line_and_are_named(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    fields = [QLineEdit() for _ in range(4)]
    layout = pairs([("Name", fields[0]), ("A much longer name", fields[1]), ("Third", fields[2])])
    layout.addLayout(pairs([("Wide", fields[3])], wide=True), 5, 0, 1, 4)
    page.setLayout(layout)
    page.resize(900, 300)
    page.show()
    assert fields[0].accessibleName() == "Name"
    assert fields[0].x() == fields[2].x() == fields[3].x()
    assert fields[0].width() == fields[2].width()
    assert fields[3].width() > 2 * fields[0].width()


def test_a_field_that_stands_alone_is_as_wide_as_those_in_pairs(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    fields = [QLineEdit() for _ in range(3)]
    layout = QVBoxLayout(page)
    layout.addLayout(pairs([("Name", fields[0]), ("Other", fields[1])]))
    layout.addLayout(pairs([("Alone", fields[2])]))
    page.resize(900, 300)
    page.show()
    assert fields[2].width() == fields[0].width()
