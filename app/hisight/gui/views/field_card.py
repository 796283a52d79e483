"""Everything that the interface says about one field, at full length."""

from collections.abc import Iterator
from html import escape

from PySide6.QtWidgets import QFrame, QTextBrowser

from hisight.catalog import Catalog, Doubt, Field
from hisight.catalog.model import Extra
from hisight.gui import theme
from hisight.gui.tr import tr
from hisight.gui.views.part_table import type_of


class FieldCard(QTextBrowser):
    """Below a published table: the row that the user is on, its values, and where the text contradicts itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("字段说明", "About the field"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(theme.SPACE * 3 // 2)

    def show_row(self, row: Field | Extra | None, catalog: Catalog) -> None:
        """Show `row`; without one, what can be done."""
        if row is None:
            hint = tr("选择一行，这里列出它的完整说明。", "Select a row: here it is told in full.")
            self.setHtml(f'<p style="color: {theme.current().muted}">{hint}</p>')
            return
        told = _extra(row) if isinstance(row, Extra) else _field(row, catalog)
        self.setHtml("".join(told))


def _field(field: Field, catalog: Catalog) -> Iterator[str]:
    facts = [type_of(field), tr("必填", "required") if field.required else tr("可选", "optional")]
    if field.format:
        facts.append(field.format)
    if field.unit:
        facts.append(tr("单位：分", "in fen") if field.unit == "fen" else tr("单位：元", "in yuan"))
    if field.patient:
        facts.append(tr("患者信息", "patient data"))
    yield _title(f"{field.place}/{field.name}", *facts)
    yield _line("text", field.description)
    codes = catalog.codes_of(field)
    if codes:
        listed = " &nbsp; ".join(
            f"<b>{escape(code)}</b> {escape(meaning if meaning != code else '')}" for code, meaning in codes.items()
        )
        yield f"<p>{_label(field.table or tr('取值', 'Values'))}{listed}</p>"
    for doubt in field.doubts:
        yield _doubt(doubt)
    if field.overlay:
        told = tr(f"由叠加目录 {field.overlay} 增加或修改", f"Added or changed by the overlay {field.overlay}")
        yield _line("accent", told)


def _extra(extra: Extra) -> Iterator[str]:
    yield _title(f"{extra.parent}/{extra.name}")
    yield _line("note", f"{extra.note} ({extra.where})")


def _title(path: str, *facts: str) -> str:
    colours = theme.current()
    after = "".join(f"&nbsp; · &nbsp;{escape(fact)}" for fact in facts)
    return f'<p><b>{escape(path)}</b><span style="color: {colours.muted}">{after}</span></p>'


def _doubt(doubt: Doubt) -> str:
    return f"<p>{_label(tr('存疑', 'In doubt'), 'note')}{escape(str(doubt.note))} ({escape(doubt.where)})</p>"


def _label(text: str, role: str = "muted") -> str:
    return f'<span style="color: {getattr(theme.current(), role)}">{escape(text)}</span> &nbsp; '


def _line(role: str, text: str) -> str:
    lines = "<br>".join(escape(line) for line in text.splitlines())
    return f'<p style="color: {getattr(theme.current(), role)}">{lines}</p>' if text else ""
