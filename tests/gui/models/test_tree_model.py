import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from tests.gui import recorded

from hisight.gui import theme
from hisight.gui.models.tree_model import Column, TreeModel, is_editable
from hisight.reading.lines import Line, lines

ROLE = Qt.ItemDataRole


def lines_of(fault: str = "", fun_code: str = "", direction: str = "response") -> tuple[Line, ...]:
    reading = recorded.reading(fault, fun_code)
    return lines(reading.subject(direction), reading.findings)


@pytest.fixture
def model(qapp) -> TreeModel:
    made = TreeModel(editable=True)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def cell(model: TreeModel, path: str, column: Column, role: ROLE = ROLE.DisplayRole) -> object:
    return model.index_of(path).siblingAtColumn(column).data(role)


def test_a_line_is_shown_with_meaning_and_spec(model):
    model.set_lines(lines_of(fun_code="2007", direction="request"))
    assert cell(model, "REQ/SEX", Column.FIELD) == "SEX"
    assert cell(model, "REQ/SEX", Column.MEANING) in ("男", "女")
    assert cell(model, "REQ/REG_FEE", Column.MEANING).endswith(" yuan")
    assert cell(model, "REQ/SEX", Column.SPEC).startswith("Int, required · 患者性别")
    assert cell(model, "REQ/SEX", Column.FINDING) == ""
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in Column][-1] == "Finding"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_a_finding_stands_in_its_line_with_icon_text_and_ground(model):
    model.set_lines(lines_of("misnamed-field"))
    path = "RES/DEPT_LIST[2]/DEPARTNAME"
    assert cell(model, path, Column.FIELD) == "DEPARTNAME → DEPT_NAME"
    assert "DEPT_NAME" in cell(model, path, Column.FINDING)
    assert not cell(model, path, Column.FINDING, ROLE.DecorationRole).isNull()
    assert cell(model, path, Column.VALUE, ROLE.BackgroundRole).name() == theme.current().error_soft
    assert "FLD003" in cell(model, path, Column.FINDING, ROLE.ToolTipRole)


def test_a_missing_field_is_a_muted_ghost_in_italics(model):
    model.set_lines(lines_of("missing-field"))
    path = "RES/DOCTOR_LIST[1]/IDCARD"
    assert cell(model, path, Column.VALUE) == "missing"
    assert cell(model, path, Column.FIELD, ROLE.FontRole).italic()
    assert cell(model, path, Column.FIELD, ROLE.ForegroundRole).name() == theme.current().ghost


def test_an_unknown_field_is_marked(model):
    found = [
        line for top in lines_of("unknown-field", direction="request") for line in top.walk() if line.kind == "unknown"
    ]
    model.set_lines(lines_of("unknown-field", direction="request"))
    assert cell(model, found[0].path, Column.SPEC) == "not published"
    assert cell(model, found[0].path, Column.FIELD, ROLE.ForegroundRole).name() == theme.current().warning


def test_a_long_value_is_cut_in_the_cell_and_tips_are_never_markup(model):
    model.set_lines([Line("REQ/A", "A", "value", "<b>x</b>\n" + "y" * 5000)])
    assert len(cell(model, "REQ/A", Column.VALUE)) <= 300
    assert cell(model, "REQ/A", Column.VALUE).startswith("<b>x</b> yy")
    tip = cell(model, "REQ/A", Column.VALUE, ROLE.ToolTipRole)
    assert "&lt;b&gt;x" in tip
    assert len(tip) < 2200
    assert cell(model, "REQ/A", Column.VALUE, ROLE.EditRole) == "<b>x</b>\n" + "y" * 5000
    assert cell(model, "REQ/A", Column.MEANING, ROLE.ToolTipRole) is None
    assert cell(model, "REQ/A", Column.FIELD, ROLE.DecorationRole) is None
    assert cell(model, "REQ/A", Column.FIELD, ROLE.UserRole) is None


def test_new_content_in_the_same_lines_keeps_the_rows(model, qtbot):
    model.set_lines([Line("REQ/A", "A", "value", "1"), Line("REQ/B", "B", "value", "2")])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as changed:
        assert not model.set_lines([Line("REQ/A", "A", "value", "1"), Line("REQ/B", "B", "value", "3")])
    assert changed.args[0].row() == 1
    assert cell(model, "REQ/B", Column.VALUE) == "3"


def test_other_lines_are_another_tree(model, qtbot):
    with qtbot.waitSignal(model.modelReset):
        assert model.set_lines([Line("REQ/A", "A", "value", "1")])


def test_the_nearest_group_stands_in_for_a_place_that_is_not_there(model):
    model.set_lines(lines_of("misnamed-field"))
    assert model.line(model.index_of("RES/DEPT_LIST[1]/NONE")).path == "RES/DEPT_LIST[1]"
    assert not model.index_of("NONE/A").isValid()
    assert not model.index_of("").isValid()
    assert model.line(QModelIndex()) is None
    assert not model.index(99, 0).isValid()


def test_values_can_be_edited_and_groups_and_the_sealed_payload_cannot(model):
    tops = lines_of(fun_code="2007", direction="request")
    model.set_lines(tops)
    editable = {line.path for top in tops for line in top.walk() if is_editable(line)}
    assert {"REQ/SEX", "ROOT/USER_ID"} <= editable
    assert not {"REQ", "ROOT/REQ_ENCRYPTED"} & editable
    flags = model.index_of("REQ/SEX").siblingAtColumn(Column.VALUE).flags()
    assert flags & Qt.ItemFlag.ItemIsEditable
    assert not model.index_of("REQ/SEX").flags() & Qt.ItemFlag.ItemIsEditable


def test_an_edit_is_said_and_changes_nothing_by_itself(model, qtbot):
    model.set_lines([Line("REQ/A", "A", "value", "1")])
    value = model.index_of("REQ/A").siblingAtColumn(Column.VALUE)
    with qtbot.waitSignal(model.value_edited) as edited:
        assert model.setData(value, "2")
    assert (edited.args[0].path, edited.args[1]) == ("REQ/A", "2")
    assert value.data() == "1"
    assert not model.setData(value, "1")
