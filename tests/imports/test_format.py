from hisight import imports
from hisight.imports.format import Losses
from hisight.wording import Words


def test_a_loss_met_often_is_said_once_with_its_count():
    lost = Losses()
    for _ in range(1234):
        lost.append(Words("没有原因短语。", "No reason phrase."))
    lost.append(Words("没有时间。", "No times."))
    assert [words.en for words in lost] == ["No reason phrase. (1,234 times)", "No times."]
    assert len(lost) == 2


def test_every_format_has_a_name_in_both_languages():
    for one in imports.FORMATS:
        assert one.NAME.zh
        assert one.NAME.en
    assert len({one.NAME for one in imports.FORMATS}) == len(imports.FORMATS)
