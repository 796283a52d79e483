from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from hisight.gui.drop_target import DropTarget

LEFT, COPY, NO_KEY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def widget(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def target(widget) -> DropTarget:
    return DropTarget(widget)


def drop(widget: QWidget, *files: Path) -> bool:
    """Drag files over the widget and let go; whether it wanted them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    entering = QDragEnterEvent(QPoint(9, 9), COPY, data, LEFT, NO_KEY)
    entering.ignore()
    QApplication.sendEvent(widget, entering)
    QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), COPY, data, LEFT, NO_KEY))
    return entering.isAccepted()


def test_files_are_to_be_opened_or_imported_all_of_them(widget, target, qtbot, tmp_path):
    with qtbot.waitSignal(target.files_dropped) as dropped:
        assert drop(widget, tmp_path / "a.hisight", tmp_path / "b.txt")
    assert dropped.args == [[tmp_path / "a.hisight", tmp_path / "b.txt"]]


def test_a_text_with_several_messages_is_to_be_imported(widget, target, qtbot, tmp_path):
    (tmp_path / "a.log").write_bytes(b"<ROOT>1</ROOT>\n<ROOT>2</ROOT>")
    with qtbot.waitSignal(target.files_dropped):
        drop(widget, tmp_path / "a.log")


def test_a_text_is_a_message_whatever_bytes_are_in_it(widget, target, qtbot, tmp_path):
    (tmp_path / "a.XML").write_bytes(b"<a>\xff</a>")
    with qtbot.waitSignal(target.message_dropped) as dropped:
        drop(widget, tmp_path / "a.XML")
    assert dropped.args == ["<a>\ufffd</a>"]


def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(widget, target, qtbot, tmp_path):
    with qtbot.waitSignal(target.refused) as refused:
        drop(widget, tmp_path / "gone.txt")
    assert str(refused.args[0]) == f"cannot read {tmp_path / 'gone.txt'}: No such file or directory."


def test_what_is_no_file_is_not_wanted(widget, target, qtbot):
    with qtbot.assertNotEmitted(target.files_dropped):
        assert not drop(widget)
