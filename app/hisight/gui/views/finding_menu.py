"""What can be done with a finding: read what its rule means, and say what it shall count for in the profile of the call."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction

from hisight.checks import Finding, Rule, find_rule
from hisight.gui import copying, icons
from hisight.gui.tr import tr
from hisight.reading.leniency import OFF, Leniency
from hisight.reading.leniency import choices as severities

_HEADING_MARGINS = (28, 4, 12, 4)  # in line with the entries below


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user may want to do with a finding; None for what this one does not allow."""

    go: Callable[[], object]
    """Go to its place in the message."""
    explain: Callable[[], object]
    """Read what its rule means."""
    show_in_interface: Callable[[], object] | None
    """See its row in the interface."""
    judge: Callable[[str], object] | None
    """Let it count for another severity: one of `leniency.choices`."""


def make(parent: QWidget, finding: Finding, leniency: Leniency, choices: Choices) -> QMenu:
    """The menu of `finding`, judged by `leniency`."""
    menu = QMenu(parent)
    rule = find_rule(finding.code)
    menu.addAction(icons.icon("request", "muted"), tr("转到字段", "Go to the field"), choices.go)
    interface = menu.addAction(icons.icon("catalog", "muted"), tr("在接口文档中查看", "Show in the interface"))
    interface.setEnabled(choices.show_in_interface is not None)
    interface.triggered.connect(lambda: choices.show_in_interface and choices.show_in_interface())
    if rule is not None:
        text = tr(f"{rule.code} 是什么意思", f"What {rule.code} means") + "\tF1"
        menu.addAction(icons.icon("help", "muted"), text, choices.explain)
    menu.addAction(
        icons.icon("copy", "muted"), tr("复制问题和处理办法", "Copy finding and remedy"), partial(_copy, finding)
    )
    if rule is not None and choices.judge is not None:
        menu.addSeparator()
        _offer_severities(menu, rule, leniency, choices.judge)
    return menu


def _offer_severities(menu: QMenu, rule: Rule, leniency: Leniency, judge: Callable[[str], object]) -> None:
    profile = leniency.profile
    heading = QLabel()
    heading.setProperty("role", "muted")
    heading.setContentsMargins(*_HEADING_MARGINS)
    heading.setText(
        tr(f"在配置 {profile} 中按以下级别处理", f"In profile {profile} it counts as")
        if profile
        else tr("按以下级别处理（先为此主机新建配置）", "Let it count as (makes a profile for this host)")
    )
    above = QWidgetAction(menu)
    above.setDefaultWidget(heading)
    menu.addAction(above)
    worst = leniency.worst.get(rule.code, rule.severity)
    now = OFF if worst is None else worst.value
    group = QActionGroup(menu)
    for choice in severities(rule):
        action = menu.addAction(_says(choice, rule))
        action.setData(choice)
        action.setCheckable(True)
        action.setChecked(choice == now)
        if choice != now:
            action.triggered.connect(partial(_judge, judge, choice))
        group.addAction(action)


def _says(choice: str, rule: Rule) -> str:
    if choice == OFF:
        return tr("关闭（不再显示）", "Switched off (not shown)")
    names = {"error": tr("错误", "Error"), "warning": tr("提醒", "Warning"), "note": tr("说明", "Note")}
    own = tr("（规则原定）", " (the rule's own)") if choice == rule.severity else ""
    return names[choice] + own


def _judge(judge: Callable[[str], object], choice: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
    judge(choice)


def _copy(finding: Finding) -> None:
    copying.copy(f"{finding.code} {finding.path}: {finding.message} {finding.hint}".rstrip())
