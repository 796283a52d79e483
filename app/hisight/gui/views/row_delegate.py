"""Rows of the tree-table, and the little editors in their values."""

from PySide6.QtCore import QAbstractItemModel, QSize, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from hisight.gui import theme
from hisight.gui.models.tree_model import AnyIndex, TreeModel

_FLAT = "border-radius: 0; padding: 0 2px; min-height: 0;"  # a cell has no room for more


class RowDelegate(QStyledItemDelegate):
    """Rows of one height. A value is typed; a code may also be chosen from its table."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """The width of the text, and the height of every row."""
        return QSize(super().sizeHint(option, index).width() + theme.SPACE, theme.ROW_HEIGHT)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        """A field for the value; with the table where the value is a code."""
        model = index.model()
        line = model.line(index) if isinstance(model, TreeModel) else None
        if line is None or not line.codes:
            edit = QLineEdit(parent)
        else:
            edit = QComboBox(parent, editable=True)
            edit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            edit.setCompleter(None)  # it would turn a typed 1 into 10
            for code, text in line.codes.items():
                edit.addItem(f"{code}  {text}", code)
            edit.view().setMinimumWidth(edit.view().sizeHintForColumn(0) + theme.SPACE * 4)
            edit.activated.connect(lambda _row: self._choose(edit))
        edit.setFont(theme.mono_font())
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
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
