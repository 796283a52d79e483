"""Files that are dropped on the window: a session to open, or a message to read."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from hisight.errors import HisightError
from hisight.wording import Words

_TEXTS = (".xml", ".txt", ".log")


class DropTarget(QObject):
    """Takes files for `widget`, the first of several."""

    session_dropped = Signal(Path)
    """A session file, or what claims to be one."""
    message_dropped = Signal(str)
    """The text of a file with a message."""
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
            self._take(files[0])
        return bool(files)

    def _take(self, file: Path) -> None:
        if file.suffix.lower() not in _TEXTS:
            self.session_dropped.emit(file)
            return
        try:
            text = file.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            reason = error.strerror or str(error)
            self.refused.emit(HisightError(Words(f"无法读取 {file}：{reason}。", f"cannot read {file}: {reason}.")))
            return
        self.message_dropped.emit(text)


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
