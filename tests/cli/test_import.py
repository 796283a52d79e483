import json

import pytest
from tests.imports.text.writing import ANSWER, REQUEST

from hisight.capture import Session


@pytest.fixture
def chat(tmp_path):
    path = tmp_path / "chat.txt"
    path.write_text(f"张工 2026/11/26 10:02:03\n{REQUEST}\n李工 10:02:30\n{ANSWER}\n", "utf-8")
    return path


def test_files_of_several_formats_go_into_one_session(hisight, chat, tmp_path):
    raw = tmp_path / "a.http"
    raw.write_bytes(b"POST /his HTTP/1.1\r\nHost: his\r\n\r\n<ROOT/>")
    target = tmp_path / "all.hisight"
    done = hisight("import", str(chat), str(raw), "-o", str(target))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "chat.txt (text: a log or a chat): 1 call.",
        "  there are no HTTP heads: an answer counts as 200, a Fault as 500.",
        "a.http (raw HTTP): 1 call, 1 without an answer.",
        "  the file has no times.",
        f"Session: {target}",
    ]
    hisight("import", str(raw), "-o", str(target))
    with Session.open(target) as session:
        assert [one.url for one in session.since(0)] == ["", "http://his/his", "http://his/his"]


def test_standard_input_is_a_pasted_chat(hisight, chat):
    done = hisight("import", "-", stdin=chat.read_text("utf-8"))
    assert done.stdout.startswith("stdin (text: a log or a chat): 1 call.\n"), done
    assert ".hisight" in done.stdout.splitlines()[-1]


def test_programs_get_an_object_a_file(hisight, chat, tmp_path):
    done = hisight("import", str(chat), "-o", str(tmp_path / "x.hisight"), "--json")
    told = json.loads(done.stdout)
    assert (told["format"], told["first"], told["calls"], told["unanswered"]) == ("text: a log or a chat", 1, 1, 0)


def test_a_file_that_cannot_be_read_is_one_line_and_leaves_no_session(complains, tmp_path):
    target = tmp_path / "x.hisight"
    assert "there is no file" in complains("import", str(tmp_path / "none"), "-o", str(target))
    assert not target.exists()


def test_the_others_come_all_the_same(hisight, chat, tmp_path):
    done = hisight("import", str(tmp_path / "none"), str(chat), "-o", str(tmp_path / "x.hisight"))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "chat.txt (text: a log or a chat): 1 call." in done.stdout


def test_what_is_no_session_is_not_written_into(complains, chat):
    assert "it is not a HISight session" in complains("import", str(chat), "-o", str(chat))
