import zipfile

import pytest

from hisight.errors import HisightError
from hisight.export import whole
from hisight.wording import Words

WAYS = [whole.one_file, whole.archive, whole.folder]


def left(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith((".out", "out")))


def test_pieces_make_one_file_a_zip_or_a_folder(tmp_path):
    for name, way in (("out-a", whole.one_file), ("out-b.zip", whole.archive), ("out-c", whole.folder)):
        with way(tmp_path / name) as add:
            add("x", b"1")
            add("y", b"2")
    assert (tmp_path / "out-a").read_bytes() == b"12"
    with zipfile.ZipFile(tmp_path / "out-b.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"x": b"1", "y": b"2"}
    assert {path.name: path.read_bytes() for path in (tmp_path / "out-c").iterdir()} == {"x": b"1", "y": b"2"}
    assert left(tmp_path) == ["out-a", "out-b.zip", "out-c"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("error", [KeyboardInterrupt, HisightError, OSError])
def test_after_an_error_nothing_is_left(tmp_path, way, error):
    def stopped():
        with way(tmp_path / "out") as add:
            add("x", b"1")
            raise error(Words("", ""))

    with pytest.raises((KeyboardInterrupt, HisightError)):
        stopped()
    assert left(tmp_path) == []


@pytest.mark.parametrize("way", WAYS)
def test_where_there_is_no_folder_nothing_is_written(tmp_path, way):
    with pytest.raises(HisightError, match="cannot be written"), way(tmp_path / "none" / "out"):
        pass


def test_a_folder_does_not_take_the_place_of_a_file(tmp_path):
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(HisightError, match="cannot be written"), whole.folder(tmp_path / "out"):
        pass
    assert (tmp_path / "out").read_bytes() == b"mine"
