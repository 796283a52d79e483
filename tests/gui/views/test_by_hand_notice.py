from dataclasses import replace

from tests.gui import recorded

from hisight.gui.views.by_hand_notice import ByHandNotice
from hisight.replay.draft import Draft


def test_it_names_the_layer_and_offers_that_it_follows_again(qtbot):
    reading = recorded.reading(fun_code="2007")
    draft = Draft(reading.call.exchange, reading.call.request)
    notice = ByHandNotice()
    qtbot.addWidget(notice)
    notice.show_draft(draft)
    assert notice.isHidden()
    for layer, changed, said in (
        ("root", replace(draft, root=""), "ROOT is edited by hand"),
        ("bytes", replace(draft, root="", body=b"", head=""), "Bytes is edited by hand"),
        ("head", replace(draft, head=""), "no longer follows the body"),
    ):
        notice.show_draft(changed)
        assert not notice.isHidden()
        assert said in notice.text.text()
        with qtbot.waitSignal(notice.follow_requested) as asked:
            notice.follow.click()
        assert asked.args == [layer]
