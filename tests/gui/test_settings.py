from PySide6.QtCore import QByteArray

from hisight.gui.settings import Settings


def test_settings_outlive_the_window(tmp_path):
    first = Settings(tmp_path / "window.ini")
    first.language, first.theme = "zh", "dark"
    first.listen, first.upstream = "127.0.0.1:9100", "http://his:8080"
    first.save_state("splitter", QByteArray(b"\x00\x01"))
    first.flush()
    second = Settings(tmp_path / "window.ini")
    assert (second.language, second.theme) == ("zh", "dark")
    assert (second.listen, second.upstream) == ("127.0.0.1:9100", "http://his:8080")
    assert second.state("splitter") == QByteArray(b"\x00\x01")


def test_everything_has_a_default(tmp_path):
    settings = Settings(tmp_path / "window.ini")
    assert settings.language is None
    assert settings.theme is None
    assert settings.recent == []
    assert settings.listen == "127.0.0.1:9000"
    assert settings.state("window").isEmpty()


def test_nonsense_in_the_file_is_a_default(tmp_path):
    (tmp_path / "window.ini").write_text("[General]\nlanguage=klingon\ntheme=purple\nrecent=1,2\n[state]\nwindow=7\n")
    settings = Settings(tmp_path / "window.ini")
    assert settings.language is None
    assert settings.theme is None
    assert settings.recent == []
    assert settings.state("window").isEmpty()


def test_a_choice_of_the_command_line_goes_first_and_is_not_kept(tmp_path):
    kept = Settings(tmp_path / "window.ini")
    kept.theme = "light"
    kept.flush()
    assert Settings(tmp_path / "window.ini", theme="dark").theme == "dark"
    assert Settings(tmp_path / "window.ini").theme == "light"


def test_a_choice_in_the_window_goes_before_that_of_the_command_line(tmp_path):
    settings = Settings(tmp_path / "window.ini", theme="dark", language="en")
    settings.theme, settings.language = "light", None
    assert settings.theme == "light"
    assert settings.language is None


def test_recent_files_are_the_last_first_each_once_and_only_those_that_exist(tmp_path):
    settings = Settings(tmp_path / "window.ini")
    files = [tmp_path / f"{number}.hisight" for number in range(10)]
    for file in files:
        file.touch()
        settings.remember(file)
    settings.remember(files[5])
    files[9].unlink()
    assert settings.recent == [files[5], files[8], files[7], files[6], files[4], files[3], files[2]]


def test_filters_are_remembered_and_kept(tmp_path):
    first = Settings(tmp_path / "window.ini")
    for text in ("fun:2005, 号源", "b", "fun:2005, 号源"):
        first.remember_filter(text)
    first.saved_filters = {"号满": 'RETURN_MSG="a, b"'}
    first.columns = "x"
    first.flush()
    second = Settings(tmp_path / "window.ini")
    assert second.recent_filters == ["fun:2005, 号源", "b"]
    assert second.saved_filters == {"号满": 'RETURN_MSG="a, b"'}
    assert second.columns == "x"
    for number in range(100):
        second.remember_filter(str(number))
    assert len(second.recent_filters) == 20


def test_saved_filters_that_are_none_are_left_out(tmp_path):
    (tmp_path / "window.ini").write_text("[filters]\nsaved=[1]\n")
    assert Settings(tmp_path / "window.ini").saved_filters == {}
