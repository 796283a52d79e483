"""What a new session file is called."""

import re

import pytest

from hisight.capture import SessionError, new_file
from hisight.capture.naming import beside


def test_a_new_file_is_named_by_the_time_and_not_taken(tmp_path):
    files = []
    for _ in range(20):
        files.append(new_file(tmp_path / "sessions"))
        files[-1].touch(exist_ok=False)

    assert re.fullmatch(r"\d{4}-\d\d-\d\d-\d{6}\.hisight", files[0].name)
    assert any(file.name.endswith("-2.hisight") for file in files)


def test_what_cannot_be_written_into_a_session_has_a_name_beside_it(tmp_path):
    names = []
    for _ in range(2):
        names.append(beside(tmp_path / "a.b.hisight"))
        names[-1].touch()
    assert [name.name for name in names] == ["a.b-saved.hisight", "a.b-saved-2.hisight"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(SessionError, match="cannot be made"):
        new_file(tmp_path / "file" / "sessions")
