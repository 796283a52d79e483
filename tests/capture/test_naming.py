"""What a new session file is called."""

import re

import pytest

from hisight.capture import SessionError, new_file


def test_a_new_file_is_named_by_the_time_and_not_taken(tmp_path):
    files = []
    for _ in range(20):
        files.append(new_file(tmp_path / "sessions"))
        files[-1].touch(exist_ok=False)

    assert re.fullmatch(r"\d{4}-\d\d-\d\d-\d{6}\.hisight", files[0].name)
    assert any(file.name.endswith("-2.hisight") for file in files)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(SessionError, match="cannot be made"):
        new_file(tmp_path / "file" / "sessions")
