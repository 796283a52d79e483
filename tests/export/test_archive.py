import zipfile

import pytest

from hisight.errors import HisightError
from hisight.export import archive


def test_members_come_back_as_they_were(tmp_path):
    file = tmp_path / "out.zip"
    archive.write(file, {"a/报告.txt": b"1", "b": b""})
    with zipfile.ZipFile(file) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == {"a/报告.txt": b"1", "b": b""}
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.zip"]


def test_an_existing_file_is_kept_unless_asked_otherwise(tmp_path):
    file = tmp_path / "out.zip"
    archive.require_free(file, overwrite=False)
    file.write_bytes(b"precious")
    with pytest.raises(HisightError, match="--force"):
        archive.require_free(file, overwrite=False)
    archive.require_free(file, overwrite=True)
    archive.write(file, {"a": b"1"})
    assert zipfile.is_zipfile(file)


def test_a_folder_that_is_missing_or_in_the_way_is_named(tmp_path):
    with pytest.raises(HisightError, match="there is no folder"):
        archive.require_free(tmp_path / "none" / "out.zip", overwrite=False)
    with pytest.raises(HisightError, match="is a folder"):
        archive.require_free(tmp_path, overwrite=True)


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    (tmp_path / "out.zip").mkdir()
    with pytest.raises(HisightError, match="cannot be written"):
        archive.write(tmp_path / "out.zip", {"a": b"1"})
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_a_disk_that_fails_halfway_leaves_the_old_file(tmp_path):
    file = tmp_path / "out.zip"
    file.write_bytes(b"precious")

    class Failing(dict):
        def items(self):
            yield "a", b"1"
            raise OSError(28, "No space left on device")

    with pytest.raises(HisightError, match="No space left"):
        archive.write(file, Failing())
    assert file.read_bytes() == b"precious"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.zip"]
