import pytest
from PySide6.QtCore import QObject
from tests.gui import recorded

from hisight.capture import Session
from hisight.gui.current_call import CurrentCall
from hisight.gui.session_control import SessionControl
from hisight.reading import Reader, summarise


@pytest.fixture
def unread(tmp_path):
    """A session that nobody has read yet."""
    path = tmp_path / "unread.hisight"
    with Session.open(path, create=True) as session:
        session.append(recorded.exchanges())
    return path


@pytest.fixture
def control(qtbot, unread) -> SessionControl:
    parent = QObject()
    made = SessionControl(Reader.default(), "", parent)
    with Session.open(unread) as made.session:
        yield made
    made.session = None


@pytest.fixture
def current(control) -> CurrentCall:
    return CurrentCall(control, control)


def test_a_call_is_read_and_handed_on(current, qtbot):
    with qtbot.waitSignals([current.pending, current.read]):
        current.show(3)
    assert current.number == 3


def test_no_call_is_shown_as_none(current, qtbot):
    with qtbot.waitSignal(current.read) as read:
        current.show(0)
    assert (read.args, current.number) == ([None], 0)


def test_a_number_that_the_session_does_not_have_fails(current, qtbot):
    with qtbot.waitSignal(current.failed) as failed:
        current.show(99)
    assert "has no call 99" in str(failed.args[0])


def test_once_earlier_calls_are_read_more_may_be_shown_and_the_same_is_not_shown_twice(control, current, qtbot):
    number = recorded.number("sent-twice")
    with qtbot.waitSignal(current.read) as first:
        current.show(number)
    assert first.args[0].across == ()
    current.look_again((1, 2))
    reader = control.reader
    control.session.store_summaries([summarise(reader.read(one)) for one in recorded.exchanges()], reader.fingerprint)
    with qtbot.waitSignal(current.read) as again:
        current.look_again((number,))
    assert [finding.name for finding in again.args[0].across] == ["sent-twice"]
    with qtbot.assertNotEmitted(current.read, wait=300):
        current.look_again((number,))


def test_what_was_dropped_is_not_shown(current, qtbot):
    current.show(3)
    current.drop()
    with qtbot.assertNotEmitted(current.read, wait=300):
        current.look_again((3,))
