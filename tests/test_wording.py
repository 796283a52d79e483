import pytest

from hisight import wording
from hisight.wording import Words, bounded, nearest


def test_words_come_in_the_language_in_use():
    words = Words("中文", "English")
    assert str(words) == "English"
    wording.use("zh")
    assert str(words) == "中文"
    assert words.in_("en") == "English"


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_TW"}, "zh"),
    ],
)
def test_the_language_follows_the_system_by_the_order_of_posix(monkeypatch, variables, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    wording.use(None)
    assert wording.language() == language


def test_without_variables_the_setting_of_the_system_counts(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: ("Chinese (Simplified)_China", "936"))
    assert wording.system_language() == "zh"
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert wording.system_language() == "en"


def test_the_nearest_name_is_asked_for_and_nothing_near_is_no_question():
    assert nearest("nmae", ["path", "name"]) == ("是否应为 name？", "Did you mean name?")
    assert nearest("zzz", ["name"]) == ("", "")


def test_a_value_that_is_too_long_to_be_read_loses_its_middle():
    short = Words("短", "short")
    assert bounded(short) == short
    long = bounded(Words("中" * 500, f"begins {'x' * 500} ends"))
    assert (len(long.zh), long.zh.count("……")) == (402, 1)
    assert long.en.startswith("begins xxx")
    assert long.en.endswith("xxx ends")
