import pytest
from tests.gui import recorded

from hisight import paths
from hisight.errors import HisightError
from hisight.gui.dialogs.leaving_pane import LeavingPane

ORDER = recorded.number("", "2007")


@pytest.fixture
def pane(qtbot, tmp_path):
    with recorded.session(tmp_path / "calls.hisight") as session:
        made = LeavingPane(session.path, recorded.READER)
        qtbot.addWidget(made)
        made.treat("standard", scrubbed=True)
        made.look([ORDER])
        qtbot.waitUntil(lambda: made.fields.table.topLevelItemCount() > 0, timeout=20_000)
        yield made
        made.stop()


def names(pane) -> dict[str, str]:
    table = pane.fields.table
    rows = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
    return {row.text(0): row.text(4) for row in rows}


def test_a_choice_for_a_field_counts_until_another_policy_is_chosen(pane, qtbot):
    assert "→" in names(pane)["NAME"]
    with qtbot.waitSignal(pane.changed):
        pane.fields.chosen.emit("NAME", "keep")
    qtbot.waitUntil(lambda: "→" not in names(pane)["NAME"])
    assert pane.policy().treatment("name", "NAME") == "keep"
    pane.treat("strict", scrubbed=True)
    assert pane.policy().treatment("name", "NAME") == "replace"
    qtbot.waitUntil(lambda: "→" in names(pane)["NAME"])
    pane.treat("strict", scrubbed=False)
    assert pane.policy() is None


def test_one_call_is_shown_as_it_would_leave(pane, qtbot):
    pane.tabs.setCurrentWidget(pane.sample)
    qtbot.waitUntil(lambda: "<!-- Answer -->" in pane.sample.text(), timeout=20_000)
    root = recorded.reading(fun_code="2007").subject("request").message.document.root
    name = next(node.value for node in root.children if node.name == "NAME")
    assert name not in pane.sample.text()
    assert pane.sample.extraSelections()


def test_a_policy_that_cannot_be_read_says_why(pane, qtbot):
    folder = paths.user_data() / "policies"
    folder.mkdir(exist_ok=True)
    (folder / "broken.toml").write_text("[", "utf-8")
    with qtbot.waitSignal(pane.failed) as failed:
        pane.treat("broken", scrubbed=True)
    assert isinstance(failed.args[0], HisightError)
