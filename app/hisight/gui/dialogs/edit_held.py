"""A held request is edited as one that is sent again is; what comes of it goes on in its place."""

from PySide6.QtWidgets import QWidget

from hisight.capture import Exchange
from hisight.gui import icons
from hisight.gui.dialogs.edit_call import EditCallDialog
from hisight.gui.tr import tr
from hisight.reading import Reader, Reading


class EditHeldRequest(EditCallDialog):
    """Where it goes is settled: only what it says is edited."""

    def __init__(
        self, exchange: Exchange, reading: Reading, reader: Reader, countdown: QWidget, parent: QWidget | None = None
    ) -> None:
        """`exchange` is the call as far as it has come, and `reading` that of it; `countdown` says how long it is held."""
        super().__init__(exchange, reading, reader, parent)
        self.setWindowTitle(tr("编辑被暂停的请求", "Edit the held request"))
        self.target.setReadOnly(True)
        self._add_fact(tr("自动放行", "Goes on"), countdown)
        self.send.setText(tr("放行", "Resume"))
        self.send.setIcon(icons.icon("send", "on_accent"))
