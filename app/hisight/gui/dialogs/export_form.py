"""What is asked before an export: which calls, in which format, in which language, into which file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from hisight import wording
from hisight.export.formats import DEFAULT, FORMATS, Format, by_name
from hisight.gui import icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.choice import Choice
from hisight.wording import Language, Words

_LANGUAGES: dict[Language, Words] = {"zh": Words("中文", "Chinese"), "en": Words("英文", "English")}
_MOST_LINES = 2


class ExportForm(QWidget):
    """The fields; each has its value, and the name of the file follows the format."""

    calls_changed = Signal()
    """Other calls are to be exported."""
    changed = Signal()
    """Anything else is."""

    def __init__(
        self, source: Path, selected: Sequence[int], shown: Sequence[int], parent: QWidget | None = None
    ) -> None:
        """`source` is the session, `selected` and `shown` the numbers of the selected calls and of all in the list."""
        super().__init__(parent)
        self._source, self._confirmed = source, ""
        self._numbers = {"selected": tuple(selected), "shown": tuple(shown)}
        self.calls = Choice([(name, self._offer(name)) for name, numbers in self._numbers.items() if numbers])
        self.calls.currentIndexChanged.connect(self.calls_changed)
        self.format = Choice([(one.name, one.label) for one in FORMATS])
        self.format.setMaxVisibleItems(len(FORMATS) + 4)
        self.about = QLabel(wordWrap=True)
        self.about.setProperty("role", "muted")
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.about.setMinimumHeight(_MOST_LINES * self.about.fontMetrics().lineSpacing())  # nothing jumps
        self.language = Choice(list(_LANGUAGES.items()))
        self.language.choose(wording.language())
        self.language.currentIndexChanged.connect(self.changed)
        self.file = QLineEdit(str(_proposed(source, self.ids, DEFAULT.ending)))
        self.file.setAccessibleName(tr("文件", "File"))
        self.file.textEdited.connect(self.changed)
        self._ending = DEFAULT.ending
        self.format.currentIndexChanged.connect(self._follow_format)
        self._describe()
        self._lay_out()

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of the calls to be exported."""
        return self._numbers.get(self.calls.value, ())

    @property
    def chosen_format(self) -> Format:
        """The format."""
        return by_name(self.format.value)

    @property
    def chosen_language(self) -> Language:
        """In which language its texts are to be."""
        return "zh" if self.language.value == "zh" else "en"

    @property
    def chosen_file(self) -> Path:
        """Where to."""
        return Path(self.file.text().strip()).expanduser()

    @property
    def may_overwrite(self) -> bool:
        """True when the user has been asked about this very file, and said that it may be replaced."""
        return bool(self._confirmed) and self.file.text() == self._confirmed

    def _offer(self, name: str) -> Words:
        count = len(self._numbers[name])
        if name == "selected":
            return Words(f"选中的 {count:,} 个", f"The {count:,} selected" if count > 1 else "The selected one")
        return Words(f"列表中全部 {count:,} 个", f"All {count:,} in the list")

    def _follow_format(self) -> None:
        text, ending = self.file.text(), self.chosen_format.ending
        if known := next((one for one in (self._ending, ".zip") if text.endswith(one)), ""):
            self.file.setText(text.removesuffix(known) + ending)
        self._ending = ending
        self._describe()
        self.changed.emit()

    def _describe(self) -> None:
        self.about.setText(str(self.chosen_format.description))

    def _choose_file(self) -> None:
        chosen = self.chosen_format
        kinds = f"{chosen.label} (*{chosen.ending})"
        name, _ = QFileDialog.getSaveFileName(self, tr("导出到", "Export to"), self.file.text(), kinds)
        if name:
            self._confirmed = name
            self.file.setText(name)
            self.changed.emit()

    def _lay_out(self) -> None:
        browse = QPushButton(icons.icon("open"), tr("选择…", "Choose…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._choose_file)
        place = QHBoxLayout()
        place.setSpacing(theme.SPACE)
        place.addWidget(self.file, 1)
        place.addWidget(browse)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(theme.SPACE * 2)
        form.setVerticalSpacing(theme.SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("调用", "Calls"), self.calls)
        form.addRow(tr("格式", "Format"), self.format)
        form.addRow("", self.about)
        form.addRow(tr("语言", "Language"), self.language)
        form.addRow(tr("文件", "File"), place)


def _proposed(source: Path, ids: Sequence[int], ending: str) -> Path:
    """A file in the user's documents, named by session and calls, that does not exist yet."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(documents) if documents and Path(documents).is_dir() else source.parent
    calls = f"{ids[0]}" if len(ids) == 1 else f"{min(ids, default=0)}-{max(ids, default=0)}"
    stem = f"{source.stem}-{calls}"
    names = [f"{stem}{ending}", *(f"{stem}-{number}{ending}" for number in range(2, 100))]
    return next((folder / name for name in names if not (folder / name).exists()), folder / names[0])
