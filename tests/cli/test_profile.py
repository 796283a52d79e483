import os
import subprocess
import sys

import pytest
from tests.gui import recorded

from hisight.capture import Session
from hisight.mock import DEMO_KEY

PROFILES = """
[city]
host = "his.example"
rule = { like = "sorted-query-key", key_part = "&key={key}" }
keys = ["env:CITY_KEY", "file:old"]

[any]
"""


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "hisight"
    folder.mkdir()
    (folder / "profiles.toml").write_text(PROFILES, "utf-8")
    return folder


def test_profiles_are_listed_one_a_line(hisight, data):
    for arguments in ((), ("list",)):
        assert hisight("profile", *arguments).stdout.splitlines() == [
            "city  host=his.example  auto  city  env:CITY_KEY, file:old",
            "any   any               auto  auto  -",
        ]


def test_without_profiles_it_says_where_to_write_one(hisight):
    for command in ("list", "check"):
        assert "There are no profiles yet. Write one in " in hisight("profile", command).stdout


def test_a_profile_is_shown_as_it_is_understood_and_never_its_keys(hisight, data):
    text = hisight("profile", "show", "city", CITY_KEY="PLANTED-KEY").stdout
    assert 'key_part = "&key={key}"' in text
    assert "# env:CITY_KEY: is there" in text
    assert "# file:old: the key file:old is missing or empty." in text
    assert "PLANTED-KEY" not in text


def test_a_mistake_in_the_file_is_one_line(complains, data):
    (data / "profiles.toml").write_text('[city]\nrule = { oder = "x" }', "utf-8")
    assert "[city] rule.oder: there is no such entry. Did you mean order?" in complains("profile", "check")


def test_a_check_says_which_key_is_missing(hisight, data):
    done = hisight("profile", "check", CITY_KEY="x")
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["city: the key file:old is missing or empty.", "any: right"]
    assert hisight("profile", "check", "any").returncode == 0


def test_a_check_tries_a_captured_call(hisight, data, tmp_path):
    path = tmp_path / "calls.hisight"
    with Session.open(path, create=True) as session:
        session.append(recorded.exchanges()[:2])
    (data / "profiles.toml").write_text('[demo]\nkeys = ["env:DEMO"]', "utf-8")
    key = DEMO_KEY.secret.decode()
    done = hisight("profile", "check", "demo", "--session", str(path), "--call", "1", DEMO=key)
    assert done.returncode == 0, done
    assert "  it matches the call" in done.stdout
    assert "key env:DEMO" in done.stdout
    assert key not in done.stdout
    wrong = hisight("profile", "check", "demo", "--session", str(path), DEMO="another-key-0000")
    assert wrong.returncode == 1


def test_a_key_is_read_from_standard_input_kept_in_the_file_and_named_in_the_profile(hisight, data):
    given = {"HISIGHT_PASSPHRASE": "open sesame"}
    done = hisight("profile", "add-key", "city", "--to", "file", "--profile", "any", stdin="PLANTED-KEY\n", **given)
    assert (done.returncode, done.stdout, done.stderr) == (0, "file:city\n", "")
    assert (data / "profiles.toml").read_text("utf-8") == f'{PROFILES}keys = ["file:city"]\n'
    assert b"PLANTED-KEY" not in (data / "keys.sealed").read_bytes()
    assert "# file:city: is there" in hisight("profile", "show", "any", **given).stdout


def test_a_wrong_passphrase_is_one_clear_line(hisight, complains, data):
    hisight("profile", "add-key", "old", "--to", "file", stdin="x", HISIGHT_PASSPHRASE="right")
    for command in (("inspect", "-", "--profile", "city"), ("profile", "add-key", "a", "--to", "file")):
        line = complains(*command, stdin="x", HISIGHT_PASSPHRASE="wrong", CITY_KEY="x")
        assert "the passphrase does not open the key file" in line


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        (("add-key", "city"), "", "no key was given"),
        (("add-key", " "), "x", "the key needs a name"),
        (("add-key", "a", "--profile", "nobody"), "x", "there is no profile nobody"),
        (("add-key", "a", "--to", "file"), "x", "is locked. Set the variable HISIGHT_PASSPHRASE"),
        (("show", "nobody"), "", "There are: city, any"),
    ],
)
def test_what_cannot_be_done_is_one_line(complains, data, arguments, stdin, words):
    assert words in complains("profile", *arguments, stdin=stdin)


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own is a matter of POSIX")
def test_at_a_terminal_key_and_passphrase_are_typed_unseen(tmp_path):
    arguments = [sys.executable, "-m", "hisight", "profile", "add-key", "city", "--to", "file"]
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "LANG": "en_US.UTF-8"}
    terminal, end = os.openpty()
    child = subprocess.Popen(arguments, env=environment, stdin=end, stdout=end, stderr=end, start_new_session=True)
    os.close(end)
    said = b""
    for prompt, answer in ((b"Key city: ", "PLANTED-KEY"), (b"new key file: ", "sesame"), (b"Once more: ", "sesame")):
        while prompt not in said:
            said += os.read(terminal, 1000)
        os.write(terminal, f"{answer}\n".encode())
    while b"file:city" not in said:
        said += os.read(terminal, 1000)
    assert child.wait(30) == 0
    os.close(terminal)
    assert b"PLANTED-KEY" not in said
    assert b"sesame" not in said
    assert (tmp_path / "hisight" / "keys.sealed").exists()
