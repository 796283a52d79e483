"""hisight.cli.follow, as a program"""

import os
import subprocess
import sys

from hisight.capture import Exchange, Session, events


def start(session, data):
    return subprocess.Popen(
        [sys.executable, "-m", "hisight", "follow", str(session)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "XDG_DATA_HOME": str(data)},
    )


def test_it_reads_what_is_there_and_what_comes_until_its_standard_input_ends(tmp_path):
    path = tmp_path / "a.hisight"
    exchange = Exchange(b"POST /his HTTP/1.1\r\n\r\n", b"<ROOT/>")
    with Session.open(path, create=True) as session:
        session.append([exchange, exchange])
        with start(path, tmp_path) as process:
            assert events.read(process.stdout.readline().decode()) == events.Summarised((1, 2))
            session.append([exchange])
            process.stdin.write(b"hint\n")
            process.stdin.flush()
            assert events.read(process.stdout.readline().decode()) == events.Summarised((3,))
            process.stdin.close()
            assert process.stdout.read() == b""
        assert process.returncode == 0
        assert all(row.summary for row in session.rows([1, 2, 3]))


def test_it_does_not_read_to_the_end_when_nobody_waits(tmp_path):
    path = tmp_path / "a.hisight"
    with Session.open(path, create=True) as session:
        session.append([Exchange(b"POST /his HTTP/1.1\r\n\r\n", b"<ROOT/>")] * 100)
    process = start(path, tmp_path)

    out, _ = process.communicate()

    assert process.returncode == 0
    assert len(out.splitlines()) == 1


def test_a_file_that_breaks_is_told_and_does_not_end_it(tmp_path):
    path = tmp_path / "a.hisight"
    exchange = Exchange(b"POST /his HTTP/1.1\r\n\r\n", b"<ROOT/>")
    with Session.open(path, create=True) as session:
        session.append([exchange])
        with start(path, tmp_path) as process:
            assert events.read(process.stdout.readline().decode()) == events.Summarised((1,))
            session.append([exchange])
            for file in (path, path.with_name("a.hisight-wal")):
                file.write_bytes(b"not ours" * (file.stat().st_size // 8))
            process.stdin.write(b"hint\n")
            process.stdin.flush()
            told = events.read(process.stdout.readline().decode())
            assert isinstance(told, events.Trouble)
            assert "a.hisight cannot be used" in told.message.en
            process.stdin.close()
        assert process.returncode == 0


def test_a_missing_session_is_one_line_and_exit_code_2(tmp_path):
    finished = subprocess.run(
        [sys.executable, "-m", "hisight", "follow", str(tmp_path / "none.hisight")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.returncode == 2
    assert finished.stderr.startswith("hisight: ")
