import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from hisight import wording
from hisight.checks import all_rules, find_rule
from hisight.gui.dialogs.rule_help import RuleHelp, explain
from hisight.profiles import Profile
from hisight.reading.leniency import STRICT, leniency_of

UNKNOWN = find_rule("unknown-field")


def said(dialog: RuleHelp) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_a_rule_is_explained_with_reason_example_and_remedy(qtbot):
    dialog = RuleHelp(UNKNOWN)
    qtbot.addWidget(dialog)
    text = said(dialog)
    assert "A field that the interface does not have" in text
    assert "FLD004 · unknown-field · warning" in text
    for heading in ("What it checks", "Why it matters", "Example", "What to do"):
        assert heading in text
    assert "<WECHAT_ID> in a LockReg request." in text
    assert UNKNOWN.hint.en in text


def test_every_rule_has_such_a_page_in_both_languages(qtbot):
    for language in ("zh", "en"):
        wording.use(language)
        for rule in all_rules().values():
            dialog = RuleHelp(rule)
            qtbot.addWidget(dialog)
            assert rule.hint.in_(language) in said(dialog)


@pytest.mark.parametrize(
    ("severity", "words"),
    [("note", "warning, lowered to note by profile city"), ("off", "warning, switched off by profile city")],
)
def test_it_says_what_the_profile_makes_of_the_rule(qtbot, severity, words):
    dialog = RuleHelp(UNKNOWN, leniency_of(Profile("city", severity={"FLD004": severity})))
    qtbot.addWidget(dialog)
    assert words in said(dialog)


def test_it_stands_beside_the_window_and_closes(qtbot):
    parent = QLabel()
    qtbot.addWidget(parent)
    dialog = explain("FLD004", STRICT, parent)
    assert dialog.isVisible()
    assert not dialog.isModal()
    dialog.findChild(QPushButton).click()
    assert not dialog.isVisible()
    assert explain("INT001", STRICT, parent) is None
