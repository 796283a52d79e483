"""One rule for live traffic as a form: which calls, and what is done to them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from hisight.catalog import Catalog
from hisight.gui import theme
from hisight.gui.tr import tr
from hisight.gui.views.choice import Choice
from hisight.gui.views.function_choice import FunctionChoice
from hisight.gui.views.number_field import NumberField
from hisight.intercept.rules import Rule
from hisight.wording import Words

_DIRECTIONS = (
    ("response", Words("应答（HIS → 平台）", "The answer, from the HIS")),
    ("request", Words("请求（平台 → HIS）", "The request, to the HIS")),
)
_ANSWERS = (
    ("", Words("由 HIS 应答", "The HIS answers")),
    ("catalog", Words("用接口示例应答", "Answer with the interface's sample")),
    ("call", Words("用记录的应答", "Answer as a recorded call")),
    ("file", Words("用文件应答", "Answer with a file")),
)
_CHARSETS = (
    ("", Words("不改", "As it says")),
    ("gbk", Words("GBK", "GBK")),
    ("utf-8", Words("UTF-8", "UTF-8")),
    ("utf-16", Words("UTF-16", "UTF-16")),
)


class LiveRuleForm(QWidget):
    """Shows one rule, and makes one of what is filled in."""

    changed = Signal()
    """Somebody has changed something."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.name = QLineEdit()
        self.function = FunctionChoice(catalog)
        self.user = QLineEdit(placeholderText=tr("任何用户", "any"))
        self.url = QLineEdit(placeholderText=tr("任何地址", "any"))
        self.direction = Choice(_DIRECTIONS)
        self.answer = Choice(_ANSWERS)
        self.file = QLineEdit()
        self.call = NumberField(maximum=2_000_000_000, prefix="#")
        self.delay = NumberField(maximum=600_000, singleStep=500, suffix=" ms")
        self.return_code = QLineEdit(placeholderText=tr("不改；填写后重新签名", "as it is; signed again when changed"))
        self.wrong_sign = QCheckBox(tr("改错 SIGN", "Spoil SIGN"))
        self.charset = Choice(_CHARSETS)
        self.cut = NumberField(maximum=2_000_000_000, singleStep=100, specialValueText=tr("不截断", "whole"))
        self.cut.setSuffix(tr(" 字节后断开", " bytes, then hang up"))
        self.delay.setSpecialValueText(tr("不延迟", "at once"))
        self._lay_out()
        self._connect()

    def show_rule(self, rule: Rule) -> None:
        """Show `rule`."""
        self._showing = True
        self.name.setText(rule.name)
        self.function.choose(rule.function)
        self.user.setText(rule.user)
        self.url.setText(rule.url)
        self.direction.choose(rule.direction)
        self.answer.choose(rule.answer)
        self.file.setText(rule.session if rule.answer == "call" else rule.file)
        self.call.setValue(rule.call)
        self.delay.setValue(rule.delay_ms)
        self.return_code.setText(rule.return_code)
        self.wrong_sign.setChecked(rule.wrong_sign)
        self.charset.choose(rule.encode_as)
        self.cut.setValue(rule.cut_after)
        self._showing = False
        self._offer()

    def rule(self) -> Rule:
        """What is filled in."""
        answers = self.direction.value == "response"
        source, file = self.answer.value if answers else "", self.file.text().strip()
        return Rule(
            name=self.name.text().strip() or "-",
            function=self.function.words,
            user=self.user.text().strip(),
            url=self.url.text().strip(),
            direction=self.direction.value,
            delay_ms=self.delay.value(),
            answer=source,
            session=file if source == "call" else "",
            call=self.call.value() if source == "call" else 0,
            file=file if source == "file" else "",
            return_code=self.return_code.text().strip() if answers else "",
            wrong_sign=self.wrong_sign.isChecked(),
            encode_as=self.charset.value,
            cut_after=self.cut.value() if answers else 0,
        )

    def _offer(self) -> None:
        """Only what suits the direction can be filled in."""
        answers = self.direction.value == "response"
        for field in (self.answer, self.return_code, self.cut):
            field.setEnabled(answers)
        source = self.answer.value if answers else ""
        self.file.setVisible(source in ("call", "file"))
        self.call.setVisible(source == "call")
        self.file.setPlaceholderText(
            tr("会话文件的路径", "path of the session file")
            if source == "call"
            else tr("文件路径：报文正文，或带报文头的应答", "path: a body, or a whole HTTP answer")
        )

    def _change(self) -> None:
        if not self._showing:
            self._offer()
            self.changed.emit()

    def _connect(self) -> None:
        for field in (self.name, self.user, self.url, self.file, self.return_code):
            field.textChanged.connect(self._change)
        for box in (self.direction, self.answer, self.charset):
            box.currentIndexChanged.connect(self._change)
        for number in (self.call, self.delay, self.cut):
            number.valueChanged.connect(self._change)
        self.function.editTextChanged.connect(self._change)
        self.wrong_sign.toggled.connect(self._change)

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(2 * theme.SPACE)
        form.setVerticalSpacing(theme.SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        source = QHBoxLayout()
        source.setSpacing(theme.SPACE)
        source.addWidget(self.file, 1)
        source.addWidget(self.call)
        for name, field in (
            (tr("名称", "Name"), self.name),
            (tr("功能", "Function"), self.function),
            ("USER_ID", self.user),
            (tr("地址包含", "Address has"), self.url),
            (tr("改动", "Changes"), self.direction),
            (tr("应答", "Answer"), self.answer),
            ("", source),
            (tr("延迟", "Delay"), self.delay),
            ("RETURN_CODE", self.return_code),
            (tr("签名", "Signature"), self.wrong_sign),
            (tr("编码为", "Encode as"), self.charset),
            (tr("截断", "Cut after"), self.cut),
        ):
            form.addRow(name, field)
