"""The entries of a signature rule, to be filled in."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from hisight.gui import theme
from hisight.gui.profile_words import RULE, choices
from hisight.gui.tr import tr
from hisight.gui.views.choice import Choice
from hisight.gui.views.pairs import pairs
from hisight.profiles.rule_entries import CHOICES
from hisight.protocol import RULES, SignatureRule

_LISTS = ("request_fields", "response_fields")


class RuleForm(QWidget):
    """Shows one rule, entry by entry."""

    edited = Signal()
    """Something was changed by the user."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Choice | QLineEdit] = {entry: self._field(entry) for entry in RULE}
        """The widgets by entry."""
        self._name = ""
        for entry, field in self.fields.items():
            field.setToolTip(entry)
        self.setLayout(pairs([(str(RULE[entry]), field) for entry, field in self.fields.items()]))
        self.fields["key_part"].setToolTip(tr("key_part；{key} 代表密钥", "key_part; {key} stands for the key"))

    def show_rule(self, rule: SignatureRule) -> None:
        """Show `rule`, which is no edit."""
        self._name = rule.name
        before = self.blockSignals(True)  # noqa: FBT003 - Qt's
        for entry, field in self.fields.items():
            value = getattr(rule, entry)
            if isinstance(field, Choice):
                field.choose(_text(value))
            else:
                field.setText(" ".join(value) if entry in _LISTS else value)
        self.blockSignals(before)

    def entries(self) -> dict[str, Any]:
        """What is filled in, as a profile writes it: every entry, and which rule it is like."""
        read: dict[str, Any] = {"like": next(iter(RULES))}
        for entry, field in self.fields.items():
            if isinstance(field, Choice):
                read[entry] = field.value == "true" if entry == "uppercase" else field.value
            else:
                read[entry] = field.text().replace(",", " ").split() if entry in _LISTS else field.text()
        return read

    def _field(self, entry: str) -> Choice | QLineEdit:
        say: Callable[..., None] = lambda *_: self.edited.emit()  # noqa: E731 - it drops what Qt hands over
        if entry in CHOICES or entry == "uppercase":
            choice = Choice(choices(entry, CHOICES.get(entry, ("true", "false"))))
            choice.currentIndexChanged.connect(say)
            return choice
        line = QLineEdit()
        line.setFont(theme.mono_font())
        line.textChanged.connect(say)
        return line


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
