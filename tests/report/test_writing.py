"""A report written to a file."""

import pytest

from hisight.errors import HisightError
from hisight.report.writing import FORMATS, put, require_format, write

BEGINNINGS = {".html": b"<!DOCTYPE html>", ".xlsx": b"PK", ".json": b"{", ".xml": b"<?xml"}


@pytest.mark.parametrize("ending", FORMATS)
def test_the_ending_says_as_what(demo_report, tmp_path, ending):
    path = tmp_path / f"Report{ending.upper()}"
    write(demo_report, path, "zh")
    assert path.read_bytes().startswith(BEGINNINGS[ending])
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_another_ending_is_refused_before_any_work(tmp_path):
    with pytest.raises(HisightError, match=r"End the name with .html, .xlsx"):
        require_format(tmp_path / "report.pdf")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(HisightError, match="no folder"):
        require_format(tmp_path / "none" / "report.html")


def test_what_cannot_be_written_leaves_the_older_file(tmp_path, monkeypatch):
    path = tmp_path / "report.json"
    path.write_bytes(b"old")

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(HisightError, match="No space left"):
        put(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["report.json"]
