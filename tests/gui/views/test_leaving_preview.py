import pytest

from hisight.gui.views.choice import Choice
from hisight.gui.views.leaving_preview import LeavingPreview
from hisight.privacy import LeavingField, PatientValue

NAME = LeavingField(
    "NAME", "name", 1200, PatientValue("name", "李望舒", "#1 request REQ/NAME", "NAME"), "测试甲", "replace"
)
DIAGNOSIS = LeavingField("DIAG", "diagnosis", 1, PatientValue("diagnosis", "感" * 99, "#2", "DIAG"), "感" * 99, "keep")


@pytest.fixture
def preview(qtbot) -> LeavingPreview:
    made = LeavingPreview()
    qtbot.addWidget(made)
    made.show_fields([NAME, DIAGNOSIS], scrubbed=True)
    return made


def test_a_field_is_a_line_with_what_its_values_become(preview):
    first, second = (preview.table.topLevelItem(row) for row in range(2))
    assert [first.text(column) for column in (0, 1, 2, 4)] == ["NAME", "name", "1,200", "李望舒  →  测试甲"]
    assert first.toolTip(4) == "from #1 request REQ/NAME"
    assert second.text(4) == "感" * 60 + "…"


def test_what_happens_to_a_field_is_chosen_in_its_line(preview, qtbot):
    choice = preview.table.itemWidget(preview.table.topLevelItem(0), 3).findChild(Choice)
    assert choice.value == "replace"
    with qtbot.waitSignal(preview.chosen) as chosen:
        choice.choose("remove")
    assert chosen.args == ["NAME", "remove"]


def test_where_all_leaves_as_it_is_there_is_nothing_to_choose(preview):
    preview.show_fields([NAME], scrubbed=False)
    assert preview.head.property("role") == "error"
    assert not preview.table.itemWidget(preview.table.topLevelItem(0), 3).findChild(Choice).isEnabled()


def test_while_somebody_looks_and_where_nothing_is_found_it_says_so(preview):
    preview.show_waiting()
    assert preview.head.text() == "Looking for patient data…"
    preview.show_fields([], scrubbed=True)
    assert preview.head.text() == "No patient data was found."
    assert preview.table.isHidden()
