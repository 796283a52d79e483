import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hisight.capture import Exchange, Session
from hisight.mock import DEMO_KEY
from hisight.protocol import Scheme, compose_root, soap_answer, soap_request

KEY = DEMO_KEY.secret.decode()


@pytest.fixture
def session(tmp_path) -> Path:
    """One CreatePat."""
    path = tmp_path / "recorded.hisight"
    scheme = Scheme("aes-128-ecb", "sorted-query-key", (DEMO_KEY,))
    request = compose_root(
        "request", {"FUN_CODE": "1002", "USER_ID": "demo-aes"}, "<REQ><NAME>李望舒</NAME></REQ>", scheme
    )
    answer = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": "成功"}, "<RES/>", scheme)
    exchange = Exchange(
        b"POST /his HTTP/1.1\r\n\r\n",
        soap_request("CreatePat", "xml", request, "http://his/").encode(),
        b"HTTP/1.1 200 OK\r\n\r\n",
        soap_answer("CreatePat", answer, "http://his/").encode(),
        url="http://his.example/his",
    )
    with Session.open(path, create=True) as opened:
        opened.append([exchange, exchange])
    return path


def read(file: Path, name: str) -> str:
    with zipfile.ZipFile(file) as archive:
        return archive.read(name).decode()


def test_all_calls_are_exported_and_what_was_replaced_is_told(hisight, session, tmp_path):
    file = tmp_path / "out.zip"
    done = hisight("export", str(session), "-o", str(file), HISIGHT_KEY=KEY)
    assert (done.returncode, done.stderr) == (0, ""), done
    assert done.stdout == f"{file}: 2 calls.\nReplaced: name 1.\n"
    assert "测试" in read(file, "calls/0002/request.xml")
    assert "Report on HIS interface calls" in read(file, "report.html")


def test_chosen_calls_are_exported_in_the_language_asked_for(hisight, session, tmp_path):
    file = tmp_path / "out.zip"
    done = hisight("export", str(session), "2", "-o", str(file), "--lang", "zh", HISIGHT_KEY=KEY)
    assert done.returncode == 0, done
    assert [call["id"] for call in json.loads(read(file, "manifest.json"))["calls"]] == [2]
    assert "HIS 接口调用报告" in read(file, "report.html")


def test_calls_are_chosen_by_a_filter(hisight, complains, session, tmp_path):
    file = str(tmp_path / "out.zip")
    assert hisight("export", str(session), "--filter", "id>1", "-o", file).stdout.startswith(f"{file}: 1 calls.")
    assert "no call is let through by id>9" in complains("export", str(session), "--filter", "id>9", "-o", file)
    assert "not both" in complains("export", str(session), "1", "--filter", "id>1", "-o", file)


def test_patient_data_is_kept_only_with_a_warning(hisight, session, tmp_path):
    file = tmp_path / "out.zip"
    done = hisight("export", str(session), "1", "-o", str(file), "--keep-patient-data", HISIGHT_KEY=KEY)
    assert "do not pass this file on" in done.stdout
    assert "李望舒" in read(file, "calls/0001/request.xml")


def test_bodies_that_cannot_be_read_are_left_out_and_told(hisight, session, tmp_path):
    done = hisight("export", str(session), "1", "-o", str(tmp_path / "out.zip"))
    assert done.returncode == 0, done
    assert "No patient values were found." in done.stdout
    assert "Left out the request body of call 1: " in done.stdout


def test_what_cannot_be_done_is_one_line(complains, session, tmp_path):
    taken = tmp_path / "taken.zip"
    taken.write_bytes(b"x")
    assert "--force" in complains("export", str(session), "-o", str(taken))
    assert "no call 9" in complains("export", str(session), "9", "-o", str(tmp_path / "out.zip"))
    assert "no session file" in complains("export", str(tmp_path / "none.hisight"), "-o", str(tmp_path / "out.zip"))
    assert "profile" in complains("export", str(session), "-o", str(tmp_path / "out.zip"), "--profile", "none")
    Session.open(tmp_path / "empty.hisight", create=True).close()
    assert "no calls" in complains("export", str(tmp_path / "empty.hisight"), "-o", str(tmp_path / "out.zip"))


def test_the_session_itself_is_never_overwritten(complains, session, monkeypatch):
    recorded = session.read_bytes()
    monkeypatch.chdir(session.parent)
    assert "is the session itself" in complains(
        "export", str(session), "-o", session.name, "--format", "har", "--force"
    )
    assert session.read_bytes() == recorded


def test_force_overwrites(hisight, session, tmp_path):
    file = tmp_path / "out.zip"
    file.write_bytes(b"x")
    assert hisight("export", str(session), "-o", str(file), "--force", HISIGHT_KEY=KEY).returncode == 0
    assert zipfile.is_zipfile(file)


def test_the_name_of_the_file_tells_the_format(hisight, session, tmp_path):
    file = tmp_path / "out.har"
    done = hisight("export", str(session), "-o", str(file), HISIGHT_KEY=KEY)
    assert (done.returncode, done.stdout) == (0, f"{file}: 2 calls.\nReplaced: name 1.\n"), done
    assert len(json.loads(file.read_text("utf-8"))["log"]["entries"]) == 2


def test_a_format_is_named_and_several_files_go_into_a_folder(hisight, session, tmp_path):
    folder = tmp_path / "decoded"
    assert hisight("export", str(session), "--format", "xml", "-o", str(folder), HISIGHT_KEY=KEY).returncode == 0
    assert min(path.name for path in folder.iterdir()) == "0001-1002-CreatePat-request.xml"


def test_notes_go_along_when_asked_for(hisight, session, tmp_path):
    with Session.open(session) as opened:
        opened.mark(1, 2, "look here")
    for options, expected in (((), False), (("--notes",), True)):
        file = tmp_path / f"out{len(options)}.csv"
        assert hisight("export", str(session), "-o", str(file), *options, HISIGHT_KEY=KEY).returncode == 0
        assert ("look here" in file.read_text("utf-8")) is expected


def test_a_policy_says_what_stays(hisight, complains, session, tmp_path):
    policy, folder = tmp_path / "policy.toml", tmp_path / "decoded"
    policy.write_text('about = "names stay"\n[kinds]\nname = "keep"\n', "utf-8")
    command = ("export", str(session), "-o", str(folder), "--format", "xml", "--policy")
    done = hisight(*command, str(policy), HISIGHT_KEY=KEY)
    assert done.stdout == f"{folder}: 2 calls.\nPolicy policy: names stay\n"
    assert "李望舒" in (folder / "0001-1002-CreatePat-request.xml").read_text("utf-8")
    assert "not both" in complains(*command, str(policy), "--keep-patient-data")
    assert "no policy" in complains(*command, str(tmp_path / "none"))


def test_an_unknown_format_is_one_line_with_the_nearest(complains, session, tmp_path):
    file = str(tmp_path / "out")
    assert "Did you mean postman?" in complains("export", str(session), "-o", file, "--format", "postmen")
    assert "--format" in complains("export", str(session), "-o", file)


def test_somebody_who_stops_it_finds_nothing(session, tmp_path):
    with Session.open(session) as opened:
        exchange = opened.get(1)
        for _ in range(5):
            opened.append([exchange] * 1000)
    before = sorted(path.name for path in tmp_path.iterdir())
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "HISIGHT_KEY": KEY, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "hisight", "export", str(session), "-o", str(tmp_path / "out.har")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(3)
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 130
    assert [path.name for path in tmp_path.iterdir() if path.name not in before and "hisight" not in path.name] == []


def test_a_preview_shows_what_each_value_becomes_and_writes_nothing(hisight, session, tmp_path):
    done = hisight("export", str(session), "--preview", "-o", str(tmp_path / "out.zip"), HISIGHT_KEY=KEY)
    assert (done.returncode, done.stderr) == (0, ""), done
    head, line = done.stdout.splitlines()
    assert head.split() == ["field", "what", "it", "is", "values", "treatment", "such", "as"]
    assert line.startswith("NAME   name        1       replace    李望舒 → 测试")
    assert not (tmp_path / "out.zip").exists()
    done = hisight("export", str(session), "--preview", "--policy", "strict")
    assert done.stdout == "No patient values were found.\n"  # without a key


def test_without_a_file_it_says_how_to_name_one(complains, session):
    assert "nothing says where to write. Give -o" in complains("export", str(session))


def test_json_without_a_preview_is_a_mistake(complains, session, tmp_path):
    assert "--json goes with --preview" in complains("export", str(session), "-o", str(tmp_path / "x.zip"), "--json")
