from PySide6.QtWidgets import QLabel

from hisight.gui.views.fact_table import FactTable


def test_labels_and_values_stand_on_one_line_whatever_font_their_characters_are_taken_from(qtbot):
    table = FactTable()
    qtbot.addWidget(table)
    table.show_rows([("字符集", "utf-8", "正文"), ("HTTP", "POST", "")])

    first, second = [label.contentsMargins().top() for label in table.findChildren(QLabel)][:3], table
    assert min(first) == first[0] == first[2] == 0
    assert first[1] >= 0
    assert [label.text() for label in second.findChildren(QLabel)] == ["字符集", "utf-8", "正文", "HTTP", "POST", ""]
