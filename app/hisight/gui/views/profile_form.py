"""One profile, to be filled in: what it matches, cipher, rule, keys."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from hisight.gui import theme
from hisight.gui.profile_words import MATCHES, OWN, SEALING, choices, ciphers, rules
from hisight.gui.tr import tr
from hisight.gui.views.choice import Choice
from hisight.gui.views.key_references import KeyReferences
from hisight.gui.views.pairs import pairs
from hisight.gui.views.rule_form import RuleForm
from hisight.profiles import ProfileError
from hisight.profiles.rule_entries import read_rule
from hisight.profiles.sealing_entries import CHOICES, takes_iv, write_sealing
from hisight.protocol import AUTO, RULES, Payload, SignatureRule
from hisight.wording import Words

_FIRST = next(iter(RULES.values()))


class ProfileForm(QScrollArea):
    """Shows the entries of one profile as widgets, and gives them back as a profile writes them."""

    edited = Signal()
    """Something was changed by the user."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self._showing = False
        self._severity: object = None
        self._rule_name = ""
        self.name = self._line("")
        self.matches = {entry: self._line(example) for entry, (_, example) in MATCHES.items()}
        self.cipher = self._choice(ciphers())
        self.sealing = {entry: self._choice(choices(entry, CHOICES[entry])) for entry in CHOICES}
        self.iv = self._line(tr("全零", "zero"))
        self.iv.setToolTip(
            tr(
                "一个分组，写成文本或十六进制；key、key-end 取自密钥；留空为全零",
                "One block, as text or in hex; key and key-end take it from the key; empty for zero",
            )
        )
        self.rule = self._choice(rules())
        self.own_rule = RuleForm()
        self.own_rule.edited.connect(self._say)
        self.keys = KeyReferences()
        self.keys.edited.connect(self._say)
        self.severity = QLabel(wordWrap=True)
        self.severity.setProperty("role", "muted")
        self.cipher.currentIndexChanged.connect(self._fit)
        self.rule.currentIndexChanged.connect(self._begin_own_rule)
        self._lay_out()
        self._fit()

    def show_profile(self, name: str, entries: dict[str, Any]) -> None:
        """Show a profile as it is written, which is no edit."""
        self._showing = True
        self.name.setText(name)
        for entry, field in self.matches.items():
            field.setText(str(entries.get(entry, "")))
        self.cipher.choose(entries.get("cipher", AUTO))
        for entry, choice in self.sealing.items():
            choice.choose(entries.get(entry, CHOICES[entry][0]))
        self.iv.setText(entries.get("iv", ""))
        rule = entries.get("rule", AUTO)
        self.rule.choose(rule if isinstance(rule, str) else OWN)
        self._rule_name = "" if isinstance(rule, str) else rule.get("name", "")
        self.own_rule.show_rule(RULES.get(rule, _FIRST) if isinstance(rule, str) else _readable(rule))
        self.keys.show_references(list(entries.get("keys", [])))
        self._severity = entries.get("severity")
        self._show_severity()
        self._showing = False
        self._fit()

    def entries(self) -> dict[str, Any]:
        """What is filled in, as a profile writes it; what is as it would be anyway is left out."""
        read: dict[str, Any] = {entry: text for entry, field in self.matches.items() if (text := field.text().strip())}
        read |= {"cipher": self.cipher.value} if self.cipher.value != AUTO else {}
        if self.cipher.value != "none":
            read |= {entry: box.value for entry, box in self.sealing.items() if box.value != CHOICES[entry][0]}
        if takes_iv(self.cipher.value) and self.iv.text().strip():
            read["iv"] = self.iv.text().strip()
        if self.rule.value == OWN:
            read["rule"] = self.own_rule.entries() | ({"name": self._rule_name} if self._rule_name else {})
        elif self.rule.value != AUTO:
            read["rule"] = self.rule.value
        read |= {"keys": self.keys.references()} if self.keys.references() else {}
        return read | ({"severity": self._severity} if self._severity else {})

    def take_rule(self, rule: SignatureRule) -> None:
        """Fill in `rule`: by its name where it is one that everybody has, else entry by entry."""
        known = next((one.name for one in RULES.values() if one == rule._replace(name=one.name)), "")
        self.own_rule.show_rule(rule)
        self.rule.choose(known or OWN)
        self._say()

    def take_cipher(self, payload: Payload) -> None:
        """Fill in how `payload` opens."""
        entries = write_sealing(payload.sealing) if payload.sealing else {}
        self.cipher.choose(payload.cipher)
        for entry, choice in self.sealing.items():
            choice.choose(entries.get(entry, CHOICES[entry][0]))
        self.iv.setText(entries.get("iv", "") if takes_iv(payload.cipher) else "")

    def _say(self) -> None:
        if not self._showing:
            self.edited.emit()

    def _fit(self) -> None:
        """Show what the chosen cipher and rule have use for."""
        self.iv.setEnabled(takes_iv(self.cipher.value))
        for box in self.sealing.values():
            box.setEnabled(self.cipher.value != "none")
        self.own_rule.setVisible(self.rule.value == OWN)

    def _begin_own_rule(self) -> None:
        """A rule of its own begins as the one that was chosen before."""
        if self.rule.value in RULES:
            self.own_rule.show_rule(RULES[self.rule.value])
        self._fit()

    def _show_severity(self) -> None:
        said = self._severity.items() if isinstance(self._severity, dict) else ()
        listed = "，".join(f"{name} = {value}" for name, value in said)
        self.severity.setText(
            tr(
                f"{listed}。在问题的右键菜单中修改。" if listed else "全部按规则本身的级别。在问题的右键菜单中修改。",
                f"{listed.replace('，', ', ')}. Changed in the menu of a finding."
                if listed
                else "Every rule has its own. Changed in the menu of a finding.",
            )
        )

    # construction

    def _line(self, example: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(example)
        line.textChanged.connect(self._say)
        return line

    def _choice(self, entries: list[tuple[str, Words]]) -> Choice:
        choice = Choice(entries)
        choice.currentIndexChanged.connect(self._say)
        return choice

    def _lay_out(self) -> None:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(pairs([(tr("名称", "Name"), self.name)], wide=True))
        layout.addWidget(_heading(tr("匹配（都符合才用此配置，留空为任何）", "Matches (all of them; empty for any)")))
        layout.addLayout(pairs([(str(MATCHES[entry][0]), field) for entry, field in self.matches.items()]))
        layout.addWidget(_heading(tr("加密", "Encryption")))
        sealing: list[tuple[str, QWidget]] = [(tr("算法", "Cipher"), self.cipher), (str(SEALING["iv"]), self.iv)]
        sealing += [(str(SEALING[entry]), box) for entry, box in self.sealing.items()]
        layout.addLayout(pairs(sealing))
        layout.addWidget(_heading(tr("签名", "Signature")))
        layout.addLayout(pairs([(tr("规则", "Rule"), self.rule)]))
        layout.addWidget(self.own_rule)
        layout.addWidget(
            _heading(
                tr(
                    "密钥（依次尝试，并指明相符的一把；一把也没有时用 HISIGHT_KEY）",
                    "Keys (tried in turn, and the one that fits is named; HISIGHT_KEY where there is none)",
                )
            )
        )
        layout.addWidget(self.keys)
        layout.addWidget(_heading(tr("问题的级别", "Severity of findings")))
        layout.addWidget(self.severity)
        layout.addStretch(1)
        self.setWidget(page)


def _readable(rule: dict[str, Any]) -> SignatureRule:
    """The rule as far as it can be read: what is wrong in it is being edited."""

    def complain(entry: str, why: Words, _remedy: Words) -> ProfileError:
        return ProfileError(Words(f"{entry}：{why.zh}", f"{entry}: {why.en}"))

    known = RULES.get(rule.get("like", ""), _FIRST)
    try:
        return read_rule(rule, "own", complain)
    except ProfileError:
        right = {entry: tuple(value) if isinstance(value, list) else value for entry, value in rule.items()}
        return known._replace(name="own", **{entry: v for entry, v in right.items() if entry not in ("like", "name")})


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(theme.bold_font())
    label.setContentsMargins(0, theme.SPACE, 0, 0)
    return label
