from hisight import wording
from hisight.gui.tr import tr


def test_text_is_in_the_language_in_use():
    wording.use("zh")
    assert tr("重放", "Replay") == "重放"
    wording.use("en")
    assert tr("重放", "Replay") == "Replay"
