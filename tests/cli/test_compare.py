"""`hisight compare`, as a shell runs it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.gui import recorded

from hisight.capture import Session

KEY = {"HISIGHT_KEY": "DEMO-KEY-16CHARS"}


@pytest.fixture(scope="module")
def sessions(tmp_path_factory) -> tuple[Path, Path]:
    """A session, and the same without its first call, with the second made a minute later."""
    folder = tmp_path_factory.mktemp("compare")
    calls = recorded.exchanges()
    later = [replace(calls[1], started=calls[1].started + 60), *calls[2:]]
    for name, exchanges in (("left", calls), ("right", later)):
        with Session.open(folder / f"{name}.hisight", create=True) as opened:
            opened.append(exchanges)
    return folder / "left.hisight", folder / "right.hisight"


def test_a_call_beside_itself_has_no_difference(hisight, sessions):
    done = hisight("compare", str(sessions[0]), "1", "1", **KEY)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[2] == "0 differences"


def test_two_calls_that_differ_end_with_exit_code_1_and_name_the_fields(hisight, sessions):
    done = hisight("compare", str(sessions[0]), "1", "2", "--json", **KEY)
    assert (done.returncode, done.stderr) == (1, "")
    found = json.loads(done.stdout)
    assert (found["left"], found["right"]) == (1, 2)
    assert all(one["path"] and one["kind"] for one in found["differences"])


def test_two_sessions_are_compared_pair_by_pair_with_the_counts_behind(hisight, sessions):
    done = hisight("compare", *map(str, sessions), **KEY)
    assert (done.returncode, done.stderr) == (1, "")
    *lines, closing = done.stdout.splitlines()
    assert lines == [lines[0]]
    assert lines[0].startswith("- #1 ")
    assert closing.startswith("29 pairs: 29 the same, 0 different; only left: 1, only right: 0.")
    assert hisight("compare", str(sessions[1]), str(sessions[1]), **KEY).returncode == 0


def test_what_is_no_number_and_no_file_is_one_line(complains, sessions):
    assert "is no number of a call" in complains("compare", str(sessions[0]), "x", "2", **KEY)
    assert "no session file" in complains("compare", str(sessions[0]), "x", **KEY)
    assert "no call 99" in complains("compare", str(sessions[0]), "1", "99", **KEY)
