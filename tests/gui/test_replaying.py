import threading

import pytest
from tests.gui import recorded

from hisight.capture import Session
from hisight.errors import HisightError
from hisight.gui.replaying import Replaying
from hisight.reading import Reader
from hisight.replay import ONLY_READING
from hisight.replay.batch import Batch, Plan
from hisight.wording import Words


@pytest.fixture
def his():
    with recorded.his() as server:
        yield server


@pytest.fixture
def replaying(qapp):
    made = Replaying(qapp)
    yield made
    made.deleteLater()


@pytest.fixture
def work(his):
    """Sends the calls with some numbers, as they were."""
    reader = Reader.default()
    return lambda *numbers: (
        lambda own, cancelled: Batch(own, reader, numbers, Plan(his.url)).run(ONLY_READING, cancelled)
    )


def test_each_answer_is_stored_read_and_points_to_its_original(qtbot, replaying, work, session):
    before = session.last_id()
    steps, outcomes = [], []
    replaying.progress.connect(lambda *step: steps.append(step))
    replaying.outcome.connect(outcomes.append)
    with qtbot.waitSignal(replaying.ended, timeout=10_000):
        replaying.send(session, 2, work(1, 2))
        assert replaying.running
    rows = session.rows([before + 1, before + 2])
    assert [(row.parent, row.origin, row.summary.failed) for row in rows] == [
        (1, "replay", False),
        (2, "replay", False),
    ]
    assert steps == [(1, 2), (2, 2)]
    assert [one.number for one in outcomes] == [before + 1, before + 2]
    assert not replaying.running


def test_an_answer_is_stored_while_the_list_reads_and_the_decoder_writes(qtbot, replaying, work, session):
    before = session.last_id()
    reading = session._connection.execute("SELECT id FROM exchange")
    next(reading)
    with Session.open(session.path) as decoder:
        decoder.mark(1, 1, "")
    with qtbot.waitSignal(replaying.stored, timeout=10_000) as stored:
        replaying.send(session, 1, work(1))
    assert stored.args == [before + 1]
    qtbot.waitUntil(lambda: not replaying.running)


def test_a_cancelled_batch_sends_no_more_and_keeps_what_came(qtbot, replaying, work, session):
    before, arrived = session.last_id(), threading.Event()

    def wait_first(own, cancelled):
        arrived.wait(10)
        yield from work(1, 1, 1, 1, 1)(own, cancelled)

    with qtbot.waitSignal(replaying.ended, timeout=10_000):
        replaying.send(session, 5, wait_first)
        replaying.cancel()
        arrived.set()
    assert session.last_id() <= before + 1


def test_an_error_ends_the_batch_with_its_reason(qtbot, replaying, session):
    def fail(_own, _cancelled):
        raise HisightError(Words("没有地址", "no address"))

    with qtbot.waitSignal(replaying.failed) as failed:
        replaying.send(session, 1, fail)
    assert str(failed.args[0]) == "no address"
    assert not replaying.running
