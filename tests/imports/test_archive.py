import io
import struct
import zipfile

import pytest
from tests.bundles import pack

from hisight.imports.archive import Archive
from hisight.imports.errors import UnreadableFileError


@pytest.fixture
def file(tmp_path):
    return tmp_path / "x.hisight.zip"


def opened_names(file):
    with Archive(file) as archive:
        return archive.names


def test_files_come_back_with_their_digests(file):
    pack(file, {"a": b"1" * 3_000_000, "calls/1/b": b""})
    with Archive(file) as archive:
        assert archive.names == {"a", "calls/1/b"}
        assert archive.read("a") == b"1" * 3_000_000
        assert archive.digest("calls/1/b") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip", b"PK\x05\x06" + bytes(17)])
def test_what_is_no_zip_is_one_line(file, data):
    file.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=r"x\.hisight\.zip cannot be read: it is no whole ZIP"):
        Archive(file)


def test_a_missing_file_is_one_line(file):
    with pytest.raises(UnreadableFileError, match="no whole ZIP"):
        Archive(file)


@pytest.mark.parametrize("name", ["", "../up", "/etc/x", "a/../../b", "C:x", "a\\..\\b"])
def test_a_name_that_points_outside_is_refused(file, name):
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, b"1")
    with pytest.raises(UnreadableFileError, match="points outside"):
        Archive(file)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_a_name_are_refused(file):
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a", b"1")
        archive.writestr("a", b"2")
    with pytest.raises(UnreadableFileError, match="has 'a' twice"):
        Archive(file)


def test_a_bomb_is_refused_before_it_is_unpacked(file):
    pack(file, {"a": bytes(100 << 20)})
    with pytest.raises(UnreadableFileError, match="like a bomb"):
        Archive(file)


def test_a_file_that_is_longer_than_its_head_says_is_cut_off(file):
    pack(file, {"a": b"x" * 5000})
    with Archive(file) as archive, pytest.raises(UnreadableFileError, match="'a' in it is too large"):
        archive.read("a", 4000)


def test_files_that_overlap_are_refused(file):
    # The central directory is written twice over the same bytes: many files that are all the same one.
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a", b"x" * 1000)
    whole = bytearray(data.getvalue())
    start = struct.unpack("<I", whole[-6:-2])[0]
    entry = bytes(whole[start:-22])
    entries = b"".join(entry.replace(b"a", bytes([65 + at]), 1) if at else entry for at in range(20))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 20, 20, len(entries), start, 0)
    file.write_bytes(bytes(whole[:start]) + entries + end)
    with pytest.raises(UnreadableFileError, match="overlap"):
        Archive(file)


def test_a_damaged_file_is_named(file):
    pack(file, {"a": bytes(range(256)) * 40})
    data = bytearray(file.read_bytes())
    data[60] ^= 0xFF
    file.write_bytes(bytes(data))
    with Archive(file) as archive, pytest.raises(UnreadableFileError, match="'a' in it is damaged"):
        archive.read("a")


def test_folders_are_no_files(file):
    pack(file, {"calls/": b"", "a": b"1"})
    assert opened_names(file) == {"a"}
