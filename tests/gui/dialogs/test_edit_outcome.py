import pytest
from PySide6.QtCore import Qt
from tests.gui import recorded

from hisight.gui.dialogs.edit_outcome import EditOutcome
from hisight.replay.draft import Draft, try_out


@pytest.fixture
def outcome(qtbot) -> EditOutcome:
    made = EditOutcome()
    qtbot.addWidget(made)
    made.resize(900, 220)
    with qtbot.waitExposed(made):
        made.show()
    return made


def tried(**edits):
    reading = recorded.reading(fun_code="1001")
    return try_out(Draft(reading.call.exchange, reading.call.request, **edits), recorded.READER)


def test_a_good_request_conforms_and_is_signed(outcome):
    outcome.show_tried(tried())
    assert outcome.state.text() == "Well-formed, and it conforms"
    assert outcome.signature.verdict.text() == "The signature fits"
    assert not outcome.findings.isVisible()


def test_findings_are_listed_and_lead_to_their_fields(outcome, qtbot):
    outcome.show_tried(tried(xml="<REQ></REQ>"))
    assert "findings" in outcome.state.text()
    with qtbot.waitSignal(outcome.finding_activated) as wanted:
        outcome.findings.setCurrentIndex(outcome.findings.model().index(0, 0))
        qtbot.keyClick(outcome.findings, Qt.Key.Key_Return)
    assert wanted.args[0].path == "REQ/HOSPITAL_ID"


def test_an_ill_formed_payload_says_where(outcome):
    outcome.show_tried(tried(xml="<REQ><A>1</REQ>"))
    assert "line 1" in outcome.state.text()


def test_what_cannot_be_sent_says_why(outcome):
    outcome.show_tried(tried(to="nowhere"))
    assert "incomplete" in outcome.state.text()
    assert outcome.signature.verdict.text() == "no message."
