"""Ctrl+R: rules for live traffic. What is ticked is in force once the dialog is accepted, and said in the status bar."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hisight.catalog import Catalog
from hisight.errors import HisightError
from hisight.gui import icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.live_rule_form import LiveRuleForm
from hisight.intercept.rules import Rule, read, write


class RulesDialog(QDialog):
    """The rules on the left, what the selected one does on the right."""

    def __init__(self, rules: Sequence[Rule], catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("流量规则", "Rules for live traffic"))
        self.resize(860, 560)
        self._rules = list(rules)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("规则列表", "List of rules"))
        self.form = LiveRuleForm(catalog)
        self.problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.problem.setProperty("role", "error")
        self._lay_out()
        for rule in self._rules:
            self._append(rule)
        if not self._rules:
            self.add()
        self.list.setCurrentRow(0)
        self._show_current()
        self.list.currentRowChanged.connect(self._show_current)
        self.list.itemChanged.connect(self._tick)
        self.form.changed.connect(self._take)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, as they are to be kept."""
        return tuple(self._rules)

    def add(self) -> None:
        """One more rule, for every call, that does nothing yet."""
        names = {rule.name for rule in self._rules}
        number = next(
            number for number in range(1, len(names) + 2) if tr(f"规则 {number}", f"Rule {number}") not in names
        )
        rule = Rule(tr(f"规则 {number}", f"Rule {number}"))
        self._rules.append(rule)
        self._append(rule)
        self.list.setCurrentRow(len(self._rules) - 1)

    def accept(self) -> None:
        """Only rules that can be followed are."""
        try:
            read(write(self._rules))
        except HisightError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        super().accept()

    def _append(self, rule: Rule) -> None:
        item = QListWidgetItem(rule.name)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if rule.on else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            del self._rules[row]
            self.list.takeItem(row)
            self._show_current()

    def _tick(self, item: QListWidgetItem) -> None:
        row = self.list.row(item)
        self._rules[row] = replace(self._rules[row], on=item.checkState() == Qt.CheckState.Checked)

    def _show_current(self) -> None:
        row = self.list.currentRow()
        there = 0 <= row < len(self._rules)
        self.form.setEnabled(there)
        self.remove.setEnabled(there)
        if there:
            self.form.show_rule(self._rules[row])

    def _take(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self._rules[row] = replace(self.form.rule(), on=self._rules[row].on)
            self.list.item(row).setText(self._rules[row].name)
            self.problem.hide()

    def _lay_out(self) -> None:
        new = QPushButton(icons.icon("new"), tr("新规则", "New rule"))
        new.clicked.connect(self.add)
        self.remove = QPushButton(icons.icon("trash"), tr("删除", "Delete"))
        self.remove.clicked.connect(self._remove)
        below = QHBoxLayout()
        below.setSpacing(theme.SPACE)
        for button in (new, self.remove):
            button.setAutoDefault(False)
            below.addWidget(button)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE)
        left.addWidget(self.list, 1)
        left.addLayout(below)
        panes = QHBoxLayout()
        panes.setSpacing(3 * theme.SPACE)
        panes.addLayout(left, 2)
        panes.addWidget(self.form, 5)
        hint = QLabel(
            tr(
                "勾选的规则在启用后改动经过代理的真实流量，状态栏会一直提示；改过的调用有标记，收到和发出的报文都会保留。",
                "Ticked rules change live traffic once they are on, and the status bar says so. Calls that were changed are "
                "marked; what came and what left are both kept.",
            ),
            wordWrap=True,
        )
        hint.setProperty("role", "muted")
        buttons = QDialogButtonBox()
        use = buttons.addButton(tr("启用", "Use these"), QDialogButtonBox.ButtonRole.AcceptRole)
        use.setProperty("main", True)  # noqa: FBT003 - Qt's
        buttons.addButton(tr("取消", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.SPACE] * 4)
        layout.setSpacing(2 * theme.SPACE)
        layout.addWidget(hint)
        layout.addLayout(panes, 1)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.problem.hide()
