"""A date or a time in a field of the interface: typed, or picked from a calendar."""

from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, QTime, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTimeEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hisight import wording
from hisight.checks.dates import fits, read, written
from hisight.gui import icons, theme
from hisight.gui.tr import tr

_CALENDAR = (300, 220)  # in logical pixels: the names of the days fit


class MomentEdit(QLineEdit):
    """Takes any text, for a date may be wrong on purpose; its button offers the calendar, which writes the right format."""

    picked = Signal()
    """A moment was picked, and stands in the field."""

    def __init__(self, form: str, parent: QWidget | None = None) -> None:
        """`form` is the format of the interface, in YYYY MM DD HH24 MI SS."""
        super().__init__(parent)
        self._form = form
        self.setPlaceholderText(form)
        self.button = self.addAction(icons.icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self.button.setText(
            tr("选择日期  Alt+↓", "Pick a date  Alt+↓") if self._has_day else tr("选择时间", "Pick a time")
        )
        self.button.setToolTip(self.button.text())
        self.button.setShortcut("Alt+Down")
        self.button.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.button.triggered.connect(self.open_picker)

    @property
    def _has_day(self) -> bool:
        return "DD" in self._form

    def open_picker(self) -> "MomentPicker":
        """Offer the calendar below the field, on the day that stands there, else today."""
        text = self.text().strip()
        picker = MomentPicker(self._form, read(text, self._form) if fits(text, self._form) else datetime.now(), self)
        picker.picked.connect(self._take)
        picker.adjustSize()
        picker.move(self.mapToGlobal(QPoint(0, self.height())))
        picker.show()
        return picker

    def _take(self, moment: datetime) -> None:
        self.setText(written(self._form, moment))
        self.setModified(True)
        self.picked.emit()


class MomentPicker(QFrame):
    """A calendar, and the time below it, as far as the format has them."""

    picked = Signal(object)
    """The datetime that was picked."""

    def __init__(self, form: str, moment: datetime, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", True)  # noqa: FBT003 - Qt's
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(QDate(moment.year, moment.month, moment.day))
        self.calendar.setLocale(
            QLocale(QLocale.Language.Chinese if wording.language() == "zh" else QLocale.Language.English)
        )
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setMinimumSize(*_CALENDAR)
        for step, drawing in (("prev", "chevron-left"), ("next", "chevron-right")):  # Qt's own are black in any theme
            self.calendar.findChild(QToolButton, f"qt_calendar_{step}month").setIcon(icons.icon(drawing))
        plain = QTextCharFormat()
        plain.setForeground(theme.current().color("text"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)  # red is for what is wrong
        self.time = QTimeEdit(QTime(moment.hour, moment.minute, moment.second))
        self.time.setDisplayFormat("HH:mm:ss" if "SS" in form else "HH:mm")
        self.time.setAccessibleName(tr("时间", "Time"))
        self.now = now = QPushButton(tr("现在", "Now") if "HH24" in form else tr("今天", "Today"))
        now.clicked.connect(lambda: self._pick(datetime.now()))
        self.take = QPushButton(tr("确定", "OK"))
        self.take.setProperty("main", True)  # noqa: FBT003 - Qt's
        self.take.clicked.connect(lambda: self._pick(self.moment()))
        if "HH24" in form:
            self.calendar.activated.connect(lambda _day: self.time.setFocus())
        else:
            self.calendar.clicked.connect(lambda _day: self._pick(self.moment()))
            self.calendar.activated.connect(lambda _day: self._pick(self.moment()))
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.time)
        row.addStretch(1)
        row.addWidget(now)
        row.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.SPACE,) * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.calendar)
        layout.addLayout(row)
        for widget, wanted in ((self.calendar, "DD"), (self.time, "HH24")):
            if wanted not in form:  # to show one that has no window yet would make it a window
                widget.hide()
        (self.calendar if "DD" in form else self.time).setFocus()

    def moment(self) -> datetime:
        """What is chosen now."""
        day, time = self.calendar.selectedDate(), self.time.time()
        return datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), time.second())

    def _pick(self, moment: datetime) -> None:
        self.close()
        self.picked.emit(moment)
