"""Files and texts that become calls: asked for, dropped on the window, or pasted."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from hisight import paths
from hisight.capture import new_file
from hisight.errors import HisightError
from hisight.gui.drop_target import DropTarget
from hisight.gui.importing import Importing
from hisight.gui.tr import tr
from hisight.imports.arriving import Arrived
from hisight.wording import Words

if TYPE_CHECKING:
    from hisight.gui.main_window import MainWindow

_ENDINGS = (
    "*.har *.saz *.pcap *.pcapng *.cap *.mitm *.flow *.flows *.xlsx *.log *.txt *.xml *.http *.hisight *.hisight.zip"
)


class ImportActions(QObject):
    """Imports into the open session, or into a new one, and tells what came."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._first = 0
        self.arrived: list[Arrived] = []
        """What came of the files of the last import."""
        self.refused: list[tuple[Path, HisightError]] = []
        """Which of them could not be read, and why."""
        self._pasted: tempfile.TemporaryDirectory[str] | None = None
        self.importing = Importing(self)
        """The work."""
        self.importing.counted.connect(self._show_count)
        self.importing.arrived.connect(self._note)
        self.importing.refused.connect(lambda file, error: self.refused.append((file, error)))
        self.importing.failed.connect(window.complain)
        self.importing.ended.connect(self._tell)
        dropped = DropTarget(window)
        dropped.files_dropped.connect(self.take)
        dropped.message_dropped.connect(window.window_actions.paste)
        dropped.refused.connect(window.complain)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions do, by their names."""
        return {"import": self.ask}

    def wire_views(self) -> None:
        """The window was built anew."""
        self._window.status.cancelled.connect(self.importing.cancel)

    def ask(self) -> None:
        """Ask for files and import them."""
        title = tr("导入", "Import")
        kinds = tr(
            f"可导入的文件 ({_ENDINGS});;所有文件 (*)", f"Files that can be imported ({_ENDINGS});;All files (*)"
        )
        recent = next(iter(self._window.settings.recent), Path.home() / "x").parent
        chosen, _ = QFileDialog.getOpenFileNames(self._window, title, str(recent), kinds)
        if chosen:
            self.bring(list(map(Path, chosen)))

    def take(self, files: Sequence[Path]) -> None:
        """Files that were dropped: one may be a session or a bundle, which is opened; others are imported."""
        if len(files) == 1:
            self._window.try_to_open(files[0])
        else:
            self.bring(files)

    def bring_text(self, text: str) -> None:
        """Import the messages in a `text` that was pasted."""
        if not self._is_busy():
            self._pasted = tempfile.TemporaryDirectory()
            file = Path(self._pasted.name) / tr("粘贴的文字", "pasted text")
            file.write_text(text, "utf-8", errors="replace", newline="")
            self.bring([file])

    def bring(self, files: Sequence[Path]) -> None:
        """Import `files` into the open session, or where none is into a new one."""
        window, control = self._window, self._window.control
        if self._is_busy():
            return
        try:
            if control.session is None:
                control.open(new_file(paths.user_data() / "sessions"), create=True)
                assert control.session is not None
                window.settings.remember(control.session.path)
        except HisightError as error:
            window.complain(error)
            return
        self.arrived, self.refused = [], []
        self._first = control.session.last_id() + 1
        self.importing.start(files, control.session.path)

    def show_outcome(self) -> None:
        """List what came of each file, what its format could not say, and what could not be read."""
        from hisight.gui.dialogs.import_outcome import ImportOutcome

        dialog = ImportOutcome(self.arrived, self.refused, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.call_chosen.connect(self._window.show_call)
        dialog.show()

    def _is_busy(self) -> bool:
        if self.importing.running:
            self._window.complain(
                HisightError(
                    Words("上一次导入还没有结束。", "the last import is still under way."),
                    Words("请等它结束，或在状态栏取消。", "Wait for it, or cancel it in the status bar."),
                )
            )
        return self.importing.running

    def _show_count(self, file: Path, calls: int) -> None:
        self._window.status.show_work(tr(f"导入 {file.name}：{calls:,}", f"Importing {file.name}: {calls:,}"))
        self._window.control.look()

    def _note(self, arrived: Arrived) -> None:
        self.arrived.append(arrived)

    def _tell(self) -> None:
        window, calls = self._window, sum(one.calls for one in self.arrived)
        if self._pasted is not None:
            self._pasted.cleanup()
            self._pasted = None
        window.status.show_work("")
        window.control.look()
        if len(self.refused) == 1 and not self.arrived:
            window.complain(self.refused[0][1])
            return
        if not calls and not self.refused:
            return  # cancelled before anything came
        text = tr(f"已导入 {calls:,} 个调用。", f"{calls:,} calls imported." if calls != 1 else "1 call imported.")
        if self.refused:
            text += tr(f"{len(self.refused)} 个文件无法读取。", f" Files that cannot be read: {len(self.refused)}.")
        remarks = sum(len(one.lost) for one in self.arrived)
        if remarks:
            text += tr(f"有 {remarks} 处说明。", f" Remarks: {remarks}.")
        window.banner.say("warning" if self.refused else "ok", text, tr("详情…", "Details…"), self.show_outcome)
        if calls:
            window.model.look()
            window.show_call(self._first)
