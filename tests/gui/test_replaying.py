import threading
from functools import partial

import pytest
from tests.gui import recorded

from hisight.capture import Session
from hisight.errors import HisightError
from hisight.gui.replaying import Replaying
from hisight.mock import PEERS, HisServer, MockHis
from hisight.reading import Reader
from hisight.replay import as_recorded
from hisight.wording import Words


@pytest.fixture
def his():
    with HisServer(MockHis(PEERS)) as server:
        yield server


@pytest.fixture
def replaying(qapp):
    made = Replaying(qapp)
    yield made
    made.deleteLater()


def test_each_answer_is_stored_read_and_points_to_its_original(qtbot, replaying, his, session):
    before = session.last_id()
    originals = [recorded.exchanges()[0], recorded.exchanges()[1]]
    steps = []
    replaying.progress.connect(lambda *step: steps.append(step))
    with qtbot.waitSignal(replaying.ended, timeout=10_000):
        requests = [partial(as_recorded, original, his.url) for original in originals]
        replaying.send(session, Reader.default(), requests)
        assert replaying.running
    rows = session.rows([before + 1, before + 2])
    assert [(row.parent, row.origin, row.summary.failed) for row in rows] == [
        (1, "replay", False),
        (2, "replay", False),
    ]
    assert steps == [(1, 2), (2, 2)]
    assert not replaying.running


def test_an_answer_is_stored_while_the_list_reads_and_the_decoder_writes(qtbot, replaying, his, session):
    before = session.last_id()
    reading = session._connection.execute("SELECT id FROM exchange")
    next(reading)
    with Session.open(session.path) as decoder:
        decoder.mark(1, 1, "")
    with qtbot.waitSignal(replaying.stored, timeout=10_000) as stored:
        replaying.send(session, Reader.default(), [partial(as_recorded, recorded.exchanges()[0], his.url)])
    assert stored.args == [before + 1]
    qtbot.waitUntil(lambda: not replaying.running)


def test_a_cancelled_batch_sends_no_more_and_keeps_what_came(qtbot, replaying, his, session):
    before, arrived = session.last_id(), threading.Event()

    def make():
        arrived.wait(10)
        return as_recorded(recorded.exchanges()[0], his.url)

    with qtbot.waitSignal(replaying.ended, timeout=10_000):
        replaying.send(session, Reader.default(), [make] * 5)
        replaying.cancel()
        arrived.set()
    assert session.last_id() <= before + 1


def test_what_cannot_be_made_ends_the_batch_with_its_reason(qtbot, replaying, session):
    def make():
        raise HisightError(Words("没有地址", "no address"))

    with qtbot.waitSignal(replaying.failed) as failed:
        replaying.send(session, Reader.default(), [make])
    assert str(failed.args[0]) == "no address"
    assert not replaying.running
