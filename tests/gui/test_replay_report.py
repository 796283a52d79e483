from hisight.replay.batch import Outcome
from hisight.wording import Words


def test_a_call_that_could_not_be_sent_says_why(window):
    window.replaying.outcome.emit(Outcome(1, 0, None, None, Words("没有地址。", "it has no address.")))
    assert "It has no address." in window.banner.text.text()


def test_how_far_a_batch_is_stands_in_the_status_bar_until_it_is_over(window):
    window.replaying.progress.emit(1, 3)
    assert "Replaying 1/3" in window.status._work.text()
    window.replaying.progress.emit(3, 3)
    assert window.status._work.text() == ""


def test_an_answer_is_selected(window):
    window.replaying.stored.emit(2)
    assert window.calls.current_id == 2
