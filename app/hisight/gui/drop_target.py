"""Files that are dropped on the window: a message to read, or files to open or import."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from hisight.errors import HisightError
from hisight.imports.text import holds_one_message
from hisight.wording import Words

_TEXTS = (".xml", ".txt", ".log")


class DropTarget(QObject):
    """Takes files for `widget`."""

    files_dropped = Signal(list)
    """Paths of files to be opened or imported."""
    message_dropped = Signal(str)
    """The text of a file with one message."""
    refused = Signal(Exception)
    """A file that cannot be read."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        """Files may come; anything else is not ours."""
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return False
        files = _files(event.mimeData())
        if files:
            event.acceptProposedAction()
        if files and event.type() == QEvent.Type.Drop:
            self._take(files)
        return bool(files)

    def _take(self, files: list[Path]) -> None:
        try:
            if len(files) == 1 and files[0].suffix.lower() in _TEXTS and holds_one_message(files[0]):
                self.message_dropped.emit(files[0].read_text(encoding="utf-8", errors="replace"))
                return
        except OSError as error:
            reason = error.strerror or str(error)
            words = Words(f"无法读取 {files[0]}：{reason}。", f"cannot read {files[0]}: {reason}.")
            self.refused.emit(HisightError(words))
            return
        self.files_dropped.emit(files)


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
