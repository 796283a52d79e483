from hisight.capture import complaints


def test_what_sqlite_says_is_told_in_both_languages_with_a_remedy():
    what, remedy = complaints.told("file is not a database")
    assert (what.zh, what.en) == ("不是 HISight 会话", "it is not a HISight session")
    assert remedy.en == "Choose another session file."
    assert "folder" in complaints.told("attempt to write a readonly database")[1].en


def test_what_is_new_to_us_is_told_as_it_is():
    what, remedy = complaints.told("something new")
    assert (what.zh, what.en) == ("something new", "something new")
    assert remedy.en
