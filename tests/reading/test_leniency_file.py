import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight import profiles
from hisight.checks import find_rule
from hisight.profiles import Profile, ProfileError
from hisight.profiles.writing import add_profile
from hisight.reading.leniency import choices, leniency_of
from hisight.reading.leniency_file import write_severity

UNKNOWN = find_rule("unknown-field")
DATES = find_rule("bad-date")
FILE = """# my peers
[city-test]   # the test system
host = "his:8080"
keys = ["env:A"]   # the old one

# the real one, careful!
[city]
host = 'x'
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "profiles.toml"
    path.write_text(FILE, "utf-8")
    return path


def write(file, rule, severity, name="city-test") -> str:
    write_severity(profiles.named(name, profiles.load(file)), rule, severity)
    return file.read_bytes().decode()


def test_an_entry_is_added_to_its_section_and_all_else_stays(file):
    added = 'keys = ["env:A"]   # the old one\nseverity = {unknown-field = "note"}\n\n# the real'
    assert write(file, UNKNOWN, "note") == FILE.replace('keys = ["env:A"]   # the old one\n\n# the real', added)
    assert 'severity = {unknown-field = "note", bad-date = "off"}' in write(file, DATES, "off")


def test_restoring_takes_the_entry_out_again(file):
    write(file, UNKNOWN, "note")
    write(file, DATES, "off")
    assert 'severity = { bad-date = "off"}' in write(file, UNKNOWN, "warning")
    assert write(file, DATES, "error") == FILE
    assert write(file, DATES, "error") == FILE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[a]\nseverity = { fld004 = "note" } # why\n', '[a]\nseverity = { fld004 = "off" } # why\n'),
        (
            '[a]\nhost = "x"\n\n[a.severity]\nbad-date = "note" # why\n\n# next\n[b]\n',
            '[a]\nhost = "x"\n\n[a.severity]\nbad-date = "note" # why\nunknown-field = "off"\n\n# next\n[b]\n',
        ),
        (
            '[a]\nseverity.bad-date = "note"\n\n# next\n[b]\n',
            '[a]\nseverity.bad-date = "note"\nseverity.unknown-field = "off"\n\n# next\n[b]\n',
        ),
        (
            '[a]\nseverity = { bad-date = "note" } # why\n',
            '[a]\nseverity = { bad-date = "note", unknown-field = "off"} # why\n',
        ),
        ('a = { host = "x" }\n', 'a = { host = "x", severity = {unknown-field = "off"}}\n'),
        ("[a]\n\n[b]\n", '[a]\nseverity = {unknown-field = "off"}\n\n[b]\n'),
        ("[a]\r\n\r\n[b]\r\n", '[a]\r\nseverity = {unknown-field = "off"}\r\n\r\n[b]\r\n'),
    ],
)
def test_every_way_to_write_the_entry_is_kept(tmp_path, before, after):
    file = tmp_path / "profiles.toml"
    file.write_bytes(before.encode())
    assert write(file, UNKNOWN, "off", "a") == after


def test_a_section_that_is_gone_or_too_clever_is_left_alone(file):
    (known, _) = profiles.load(file)
    for text in ('[other]\nhost = "x"\n', "[city-test\n", 'city-test = "x"\n'):
        file.write_text(text, "utf-8")
        with pytest.raises(ProfileError, match=r"city-test\] severity.*Write severity = .* by hand"):
            write_severity(known, UNKNOWN, "note")
        assert file.read_text("utf-8") == text


def test_a_file_that_cannot_be_read_or_written_says_so(file, monkeypatch):
    known = profiles.load(file)[0]

    def refuse(*_):
        raise OSError("read-only")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(ProfileError, match=r"cannot be written: read-only"):
            write_severity(known, UNKNOWN, "note")
    assert [path.name for path in file.parent.iterdir() if path.is_file()] == ["profiles.toml"]
    file.unlink()
    with pytest.raises(ProfileError, match="cannot be read"):
        write_severity(known, UNKNOWN, "note")


def test_a_link_stays_a_link_and_keeps_its_rights(file, tmp_path):
    link = tmp_path / "linked.toml"
    link.symlink_to(file)
    file.chmod(0o600)
    write(link, UNKNOWN, "note")
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o600


@given(st.data())
def test_whatever_is_written_is_read_as_it_was_meant(tmp_path_factory, data):
    file = tmp_path_factory.mktemp("profiles") / "profiles.toml"
    name = data.draw(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8))
    made = add_profile(Profile(name, "his", file=file))
    wanted = {}
    for rule in data.draw(st.lists(st.sampled_from([UNKNOWN, DATES, find_rule("too-long")]), max_size=6)):
        severity = data.draw(st.sampled_from(choices(rule)))
        write_severity(made, rule, severity)
        wanted[rule.code] = None if severity == "off" else severity
    wanted = {code: severity for code, severity in wanted.items() if severity != find_rule(code).severity}
    (read,) = profiles.load(file)
    assert (read.name, leniency_of(read).worst) == (name, wanted)
    assert tomllib.loads(file.read_text("utf-8"))[name]["host"] == "his"
