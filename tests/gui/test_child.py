import sys

import pytest

from hisight.capture import events
from hisight.gui.child import Child, Ended

ECHO = "import sys; print('ready', flush=True); [print(repr(line), flush=True) for line in sys.stdin]; print('bye')"


@pytest.fixture
def child(qtbot, qapp):
    made = Child(qapp)
    yield made
    made.stop_and_wait()
    made.deleteLater()


def run(qtbot, child, program: str, **environment) -> Ended:
    with qtbot.waitSignal(child.ended, timeout=10_000) as ended:
        child.start([sys.executable, "-c", program], environment)
    return ended.args[0]


def test_events_and_other_lines_are_told_apart(qtbot, child):
    heard = []
    child.event.connect(heard.append)
    program = f"print('a log line'); print({events.write(events.Recorded(7)).strip()!r}); print('unfinished', end='')"
    assert run(qtbot, child, program) == Ended(asked=False, exit_code=0, last_words="a log line\nunfinished")
    assert heard == [events.Recorded(7)]


def test_the_end_of_its_standard_input_stops_it(qtbot, child):
    with qtbot.waitSignal(child.said):
        child.start([sys.executable, "-c", ECHO])
    child.hint()
    with qtbot.waitSignal(child.ended, timeout=10_000) as ended:
        child.stop()
    assert ended.args[0] == Ended(asked=True, exit_code=0, last_words="ready\n'\\n'\nbye")
    assert not child.running


def test_a_child_that_fails_leaves_its_exit_code_and_last_words(qtbot, child):
    ended = run(qtbot, child, "import sys; print('中文', file=sys.stderr); sys.exit(3)", PYTHONUTF8="1")
    assert ended == Ended(asked=False, exit_code=3, last_words="中文")


def test_a_child_that_is_killed_has_no_exit_code(qtbot, child):
    assert run(qtbot, child, "import os; os.abort()").exit_code == -1


def test_a_program_that_does_not_exist_is_an_end_with_a_reason(qtbot, child):
    with qtbot.waitSignal(child.ended) as ended:
        child.start(["/no/such/program"])
    assert ended.args[0].exit_code == -1
    assert ended.args[0].last_words


def test_what_is_added_to_the_environment_reaches_it(qtbot, child):
    assert run(qtbot, child, "import os; print(os.environ['HISIGHT_KEY'])", HISIGHT_KEY="K").last_words == "K"


def test_the_window_can_wait_for_its_end(qtbot, child):
    with qtbot.waitSignal(child.said):
        child.start([sys.executable, "-c", ECHO])
    child.stop_and_wait()
    assert not child.running
    child.hint()  # too late, and no harm
