"""Rows of the tree-table, and the little editors in their values."""

from PySide6.QtCore import QAbstractItemModel, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from hisight.gui import theme
from hisight.gui.models.tree_model import AnyIndex, Column, TreeModel
from hisight.gui.views.moment_edit import MomentEdit

_FLAT = "#cell { border-radius: 0; padding: 0 2px; min-height: 0; }"  # a cell has no room for more; its popup has


class RowDelegate(QStyledItemDelegate):
    """Rows of one height. A value is typed; a code may also be chosen from its table."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """The width of the text, and the height of every row."""
        return QSize(super().sizeHint(option, index).width() + theme.SPACE, theme.ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Where values are edited, a star behind the name of each field that must be there."""
        super().paint(painter, option, index)
        model = index.model()
        if not (isinstance(model, TreeModel) and index.column() == Column.FIELD and model.is_required(index)):
            return
        self.initStyleOption(option, index)
        text = option.widget.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
        width = option.fontMetrics.horizontalAdvance(option.text) + theme.SPACE
        painter.setPen(theme.current().color("error"))
        painter.drawText(
            text.adjusted(min(width, text.width() - theme.SPACE), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "*"
        )

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        """A field for the value; with the table where the value is a code."""
        model = index.model()
        line = model.line(index) if isinstance(model, TreeModel) else None
        form = line.field.format if line is not None and line.field is not None else ""
        edit: QLineEdit | QComboBox
        if form and not (line and line.codes):
            edit = moment = MomentEdit(form, parent)
            moment.picked.connect(lambda: self._finish(moment))
        elif line is None or not line.codes:
            edit = QLineEdit(parent)
        else:
            edit = codes = QComboBox(parent, editable=True)
            codes.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            codes.setCompleter(None)  # it would turn a typed 1 into 10
            for code, text in line.codes.items():
                codes.addItem(code if code == text else f"{code}  {text}", code)
            codes.view().setMinimumWidth(codes.view().sizeHintForColumn(0) + theme.SPACE * 4)
            codes.activated.connect(lambda _row: self._choose(codes))
        edit.setFont(theme.mono_font())
        edit.setObjectName("cell")
        edit.setStyleSheet(_FLAT)
        return edit

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """The whole value, which the cell may show cut short."""
        value = str(index.data(Qt.ItemDataRole.EditRole))
        field = editor.lineEdit() if isinstance(editor, QComboBox) else editor
        if not field.isModified():  # what is being typed is not overwritten
            field.setText(value)
            field.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Hand over what was typed or chosen."""
        field = editor.lineEdit() if isinstance(editor, QComboBox) else editor
        model.setData(index, field.text(), Qt.ItemDataRole.EditRole)

    def _choose(self, editor: QComboBox) -> None:
        editor.lineEdit().setText(str(editor.currentData()))
        self._finish(editor)

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
