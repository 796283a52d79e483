import pytest

from hisight.errors import HisightError
from hisight.export import whole


def test_a_file_and_a_folder_are_there_whole(tmp_path):
    whole.write_file(tmp_path / "a", b"1")
    whole.write_folder(tmp_path / "b", {"x": b"1", "y": b"2"})
    assert (tmp_path / "a").read_bytes() == b"1"
    assert {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()} == {"x": b"1", "y": b"2"}
    assert sorted(path.name for path in tmp_path.iterdir() if path.name[0] in ".ab") == ["a", "b"]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    with pytest.raises(HisightError, match="cannot be written"):
        whole.write_file(tmp_path / "none" / "a", b"1")
    with pytest.raises(HisightError, match="cannot be written"):
        whole.write_folder(tmp_path / "b", {"x": b"1", "no/where": b"2"})
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".b", "b"))] == []


def test_somebody_who_stops_it_finds_nothing(tmp_path):
    class Stopping(dict):
        def items(self):
            yield "x", b"1"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        whole.write_folder(tmp_path / "b", Stopping())
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".b", "b"))] == []


def test_a_folder_does_not_take_the_place_of_a_file(tmp_path):
    (tmp_path / "a").write_bytes(b"mine")
    with pytest.raises(HisightError, match="cannot be written"):
        whole.write_folder(tmp_path / "a", {})
    assert (tmp_path / "a").read_bytes() == b"mine"
