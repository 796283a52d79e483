import sqlite3

import pytest

from hisight.capture import Exchange, Session
from hisight.imports import UnreadableFileError, read_file

CALL = Exchange(
    b"POST /his HTTP/1.1\r\nHost: his\r\n\r\n", b"<ROOT/>", b"HTTP/1.1 200 OK\r\n\r\n", b"\xff\x00", started=5.0
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.hisight"
    with Session.open(path, create=True) as session:
        session.append([CALL] * 250)
    return path


def test_every_call_comes_with_its_bytes_and_its_number(file):
    found = read_file(file)
    calls = list(found.exchanges)
    assert [call.id for call in calls] == list(range(1, 251))
    assert {
        (call.request_head, call.request_body, call.response_body, call.started, call.origin) for call in calls
    } == {(CALL.request_head, b"<ROOT/>", b"\xff\x00", 5.0, "import")}
    assert list(found.lost) == []


def test_a_session_that_is_being_written_is_read_too(file):
    with Session.open(file) as session:
        session.append([CALL])
        assert len(list(read_file(file).exchanges)) == 251


def test_that_marks_stay_behind_is_said(file):
    with Session.open(file) as session:
        session.mark(1, 3, "look")
    found = read_file(file)
    list(found.exchanges)
    assert [words.en for words in found.lost] == ["Colours and comments are not merged with their calls."]


def test_the_file_is_not_changed(file):
    before = file.read_bytes()
    list(read_file(file).exchanges)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir() if "hisight" in path.name] == ["a.hisight"]


def test_an_older_session_is_refused_with_what_to_do(file):
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    with pytest.raises(UnreadableFileError, match=r"another version of HISight\. Open it once"):
        list(read_file(file).exchanges)


def test_a_damaged_session_is_one_line(file):
    data = bytearray(file.read_bytes())
    data[4096:] = b"\x55" * (len(data) - 4096)
    file.write_bytes(data)
    with pytest.raises(UnreadableFileError, match="damaged"):
        list(read_file(file).exchanges)
