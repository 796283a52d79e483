import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight import profiles
from hisight.profiles import Profile, ProfileError
from hisight.profiles.writing import Edited, add_profile, change_section, write_profiles
from hisight.protocol import RULES
from hisight.wording import NOTHING

FILE = """# my peers

# the test system
[city-test]   # behind the VPN
host = "his:8080"   # not 8081
keys = ["env:A"]   # the old one
severity = { unknown-field = "note" }

# the real one, careful!
[city]
host = 'x'
rule = { like = "elements-keyless", digest = "sm3" } # since March
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "profiles.toml"
    path.write_text(FILE, "utf-8")
    return path


def edited(file) -> list[Edited]:
    return [Edited(profile, profile.name) for profile in profiles.load(file)]


def rewrite(file, *ones: Edited) -> str:
    write_profiles(ones, file)
    return file.read_bytes().decode()


def test_nothing_edited_leaves_the_file_alone(file):
    before = file.stat().st_mtime_ns
    assert rewrite(file, *edited(file)) == FILE
    assert file.stat().st_mtime_ns == before


def test_an_entry_is_changed_in_its_place_with_its_comment(file):
    first, second = edited(file)
    other = replace(first.profile, host="new:80", keys=("file:a", "env:A"), cipher="none")
    assert rewrite(file, Edited(other, "city-test"), second) == FILE.replace('"his:8080"', '"new:80"').replace(
        '["env:A"]', '["file:a", "env:A"]'
    ).replace('severity = { unknown-field = "note" }\n', 'severity = { unknown-field = "note" }\ncipher = "none"\n')


def test_an_entry_that_is_as_it_would_be_anyway_is_taken_out(file):
    first, second = edited(file)
    assert 'host = "his' not in rewrite(file, Edited(replace(first.profile, host=""), "city-test"), second)


def test_a_rule_of_its_own_is_changed_entry_by_entry(file):
    first, second = edited(file)
    rule = second.profile.own_rule._replace(digest="md5", uppercase=False)
    text = rewrite(file, first, Edited(replace(second.profile, own_rule=rule), "city"))
    assert 'rule = { like = "elements-keyless"' in text
    assert "uppercase = false} # since March" in text
    assert "sm3" not in text


def test_a_rule_takes_the_place_of_a_described_one_and_the_reverse(file):
    first, second = edited(file)
    own = RULES["sorted-query-key"]._replace(name="city-test", key_part="&key={key}")
    text = rewrite(
        file,
        Edited(replace(first.profile, rule="city-test", own_rule=own), "city-test"),
        Edited(replace(second.profile, rule="sorted-query-key", own_rule=None), "city"),
    )
    assert 'rule = {like = "sorted-query-key", key_part = "&key={key}"}' in text
    assert 'rule = "sorted-query-key" # since March' in text


def test_profiles_change_their_order_with_all_that_belongs_to_them(file):
    text = rewrite(file, *reversed(edited(file)))
    assert text.startswith("# my peers\n\n# the real one, careful!\n[city]\n")
    assert "# the test system\n[city-test]   # behind the VPN\n" in text
    assert [profile.name for profile in profiles.load(file)] == ["city", "city-test"]


def test_a_profile_takes_another_name_and_its_rule_with_it(file):
    first, second = edited(file)
    rule = second.profile.own_rule._replace(name="市一院")
    renamed = replace(second.profile, name="市一院", rule="市一院", own_rule=rule)
    assert rewrite(file, first, Edited(renamed, "city")) == FILE.replace("[city]", '["市一院"]')


def test_one_is_removed_one_is_new_and_the_line_ends_stay(file):
    file.write_bytes(FILE.replace("\n", "\r\n").encode())
    first = edited(file)[0]
    text = rewrite(file, first, Edited(Profile("new", "h", keys=("env:N",))))
    assert text.endswith('\r\n\r\n[new]\r\nhost = "h"\r\nkeys = ["env:N"]\r\n')
    assert "[city]" not in text
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize(
    "text", ['a = { host = "x" }\n', '[a]\nhost = "x"\n[b]\n[a.severity]\nx = "off"\n', 'a.host = "x"\n']
)
def test_a_file_that_is_too_clever_is_left_alone(tmp_path, text):
    file = tmp_path / "profiles.toml"
    file.write_text(text, "utf-8")
    ones = edited(file)
    ones[0] = Edited(replace(ones[0].profile, host="y"), "a")
    with pytest.raises(ProfileError, match=r"cannot be changed automatically\. Change it in a text editor"):
        write_profiles([*reversed(ones), Edited(Profile("z"))], file)
    assert file.read_text("utf-8") == text


def test_two_profiles_of_one_name_are_refused(file):
    with pytest.raises(ProfileError, match="there is a profile city already"):
        write_profiles([*edited(file), Edited(Profile("city"))], file)


def test_a_profile_is_appended_and_read_back(file):
    made = add_profile(Profile("市一院", "his.example:8080", file=file))
    assert file.read_text("utf-8") == FILE + '\n["市一院"]\nhost = "his.example:8080"\n'
    assert profiles.load(file)[-1] == made
    with pytest.raises(ProfileError, match="there is a profile city already"):
        add_profile(Profile("city", "x", file=file))


def test_the_first_profile_makes_the_file():
    assert add_profile(Profile("city", "his:80")) == Profile("city", "his:80")
    assert profiles.own_file().read_text("utf-8") == '[city]\nhost = "his:80"\n'


def test_a_section_is_changed_in_place(file):
    profile = profiles.load(file)[0]
    change_section(profile, "host", lambda section: section.update(host="new"), NOTHING)
    assert file.read_text("utf-8") == FILE.replace('"his:8080"', '"new"')


def test_a_file_that_cannot_be_read_or_written_says_so_and_is_as_before(file, monkeypatch):
    ones = edited(file)

    def refuse(*_):
        raise OSError("read-only")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ProfileError, match=r"cannot be written: read-only"):
        write_profiles(ones[:1], file)
    assert file.read_text("utf-8") == FILE
    assert [path.name for path in file.parent.iterdir() if path.is_file()] == ["profiles.toml"]


def test_a_section_that_cannot_be_changed_says_which_entry(file):
    profile = replace(profiles.load(file)[0], name="gone")
    with pytest.raises(ProfileError, match=r"\[gone\] keys: this section cannot be changed"):
        change_section(profile, "keys", lambda section: section.clear(), NOTHING)
    assert file.read_text("utf-8") == FILE


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)
HOSTS = NAMES.filter(lambda text: not re.search(r"[/\s]", text))


@given(st.data())
def test_whatever_is_written_is_read_as_it_was_meant(tmp_path_factory, data):
    file = tmp_path_factory.mktemp("profiles") / "profiles.toml"
    for _ in range(3):
        ones = edited(file)
        kept = [one for one in data.draw(st.permutations(ones)) if data.draw(st.booleans())]
        taken = {one.profile.name for one in kept}
        new = [name for name in data.draw(st.lists(NAMES, max_size=3, unique=True)) if name not in taken]
        changed = [replace(one, profile=replace(one.profile, host=data.draw(HOSTS), cipher="none")) for one in kept]
        wanted = [*changed, *(Edited(Profile(name, path=f"/{data.draw(HOSTS)}")) for name in new)]
        write_profiles(wanted, file)
        assert list(profiles.load(file)) == [one.profile for one in wanted]
