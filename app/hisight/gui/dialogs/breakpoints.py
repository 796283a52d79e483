"""F9: which calls to hold, and for how long."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hisight.capture.pausing import Breakpoint
from hisight.catalog import Catalog
from hisight.gui import icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.choice import Choice
from hisight.gui.views.function_choice import FunctionChoice
from hisight.gui.views.number_field import NumberField
from hisight.wording import Words

DIRECTIONS = (
    ("request", Words("请求（发往 HIS 之前）", "The request, before the HIS has it")),
    ("response", Words("应答（返回平台之前）", "The answer, before the platform has it")),
    ("both", Words("请求和应答", "Both")),
)
_SHORTEST, _LONGEST = 2, 300  # seconds


class BreakpointsDialog(QDialog):
    """Armed are those of the list, once it is accepted; one that was filled in and not added counts, too."""

    def __init__(
        self, points: Sequence[Breakpoint], seconds: float, catalog: Catalog, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("断点", "Breakpoints"))
        self.setMinimumWidth(560)
        self._points = list(points)
        self.function = FunctionChoice(catalog)
        self.user = QLineEdit(placeholderText=tr("任何用户", "any"))
        self.direction = Choice(DIRECTIONS)
        self.return_code = QLineEdit(placeholderText=tr("任何；!0 表示非 0", "any; !0 means any but 0"))
        self.url = QLineEdit(placeholderText=tr("任何地址", "any"))
        self.next_only = QCheckBox(tr("只暂停下一个，然后自动撤销", "Only the next one; then it is gone"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("断点列表", "List of breakpoints"))
        self.list.setMinimumHeight(96)
        self.seconds = NumberField(minimum=_SHORTEST, maximum=_LONGEST, value=round(seconds))
        self.seconds.setSuffix(tr(" 秒", " s"))
        self._lay_out()
        self._show()
        self.function.setFocus()
        self.function.lineEdit().selectAll()

    @property
    def points(self) -> tuple[Breakpoint, ...]:
        """What is to be armed."""
        point = self._filled_in()
        return tuple(self._points) if point == Breakpoint(direction=point.direction) else (*self._points, point)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(2 * theme.SPACE)
        form.setVerticalSpacing(theme.SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in (
            (tr("功能", "Function"), self.function),
            ("USER_ID", self.user),
            (tr("暂停", "Hold"), self.direction),
            ("RETURN_CODE", self.return_code),
            (tr("地址包含", "Address has"), self.url),
            ("", self.next_only),
        ):
            form.addRow(name, field)
        add = QPushButton(icons.icon("new"), tr("加入", "Add"))
        add.clicked.connect(self.add)
        self.remove = QPushButton(icons.icon("trash"), tr("移除", "Remove"))
        self.remove.clicked.connect(self._remove)
        side = QVBoxLayout()
        side.setSpacing(theme.SPACE)
        side.addWidget(add)
        side.addWidget(self.remove)
        side.addStretch(1)
        lower = QHBoxLayout()
        lower.setSpacing(theme.SPACE)
        lower.addWidget(self.list, 1)
        lower.addLayout(side)
        limit = QHBoxLayout()
        limit.setSpacing(theme.SPACE)
        limit.addWidget(QLabel(tr("最多暂停", "Hold at most")))
        limit.addWidget(self.seconds)
        hint = QLabel(
            tr("之后按原样放行；应短于平台的超时", "then it goes on as it came: less than the platform waits")
        )
        hint.setProperty("role", "muted")
        limit.addWidget(hint, 1)
        buttons = QDialogButtonBox()
        arm = buttons.addButton(tr("启用", "Arm"), QDialogButtonBox.ButtonRole.AcceptRole)
        arm.setProperty("main", True)  # noqa: FBT003 - Qt's
        buttons.addButton(tr("取消", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for button in (add, self.remove):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.SPACE] * 4)
        layout.setSpacing(2 * theme.SPACE)
        layout.addLayout(form)
        layout.addLayout(lower)
        layout.addLayout(limit)
        layout.addWidget(buttons)

    def add(self) -> None:
        """Put what is filled in on the list."""
        self._points.append(self._filled_in())
        self._show()
        self.function.choose("")
        self.next_only.setChecked(False)
        for field in (self.user, self.return_code, self.url):
            field.clear()

    def _remove(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._points):
            del self._points[row]
            self._show()

    def _show(self) -> None:
        self.list.clear()
        for point in self._points:
            self.list.addItem(in_words(point))
        self.list.setCurrentRow(len(self._points) - 1)
        self.remove.setEnabled(bool(self._points))

    def _filled_in(self) -> Breakpoint:
        point = Breakpoint(
            self.function.words,
            self.user.text().strip(),
            self.url.text().strip(),
            self.return_code.text().strip(),
            next_only=self.next_only.isChecked(),
        )
        return replace(point, direction=self.direction.value)


def in_words(point: Breakpoint) -> str:
    """What `point` holds."""
    directions = {
        "request": tr("请求", "request"),
        "response": tr("应答", "answer"),
        "both": tr("请求和应答", "request and answer"),
    }
    parts = (
        point.function or tr("任何功能", "any function"),
        tr(f"用户 {point.user}", f"user {point.user}") if point.user else "",
        f"RETURN_CODE {point.return_code}" if point.return_code else "",
        tr(f"地址含 {point.url}", f"address has {point.url}") if point.url else "",
        directions[point.direction],
        tr("仅一次", "next only") if point.next_only else "",
    )
    return " · ".join(filter(None, parts))
