"""The question before edits are dropped."""

from PySide6.QtWidgets import QMessageBox, QWidget

from hisight.gui.tr import tr


def may_drop(parent: QWidget, question: str) -> bool:
    """Ask `question`, which is about the edits in `parent`; Enter and Esc keep them."""
    box = QMessageBox(parent, windowTitle=parent.windowTitle(), text=question)
    keep = box.addButton(tr("继续编辑", "Keep editing"), QMessageBox.ButtonRole.RejectRole)
    drop = box.addButton(tr("放弃修改", "Drop them"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is drop
