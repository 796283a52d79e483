import pytest

from hisight.imports import UnreadableFileError, read_file


def test_a_missing_file_and_a_folder_are_one_line(tmp_path):
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(UnreadableFileError, match="there is no file"):
            read_file(path)


def test_nonsense_is_one_line_that_names_what_is_read(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"\x00\x01nonsense")
    with pytest.raises(UnreadableFileError, match=r"no message found in .*HISight reads: HISight session"):
        list(read_file(path).exchanges)
