import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight import paths, profiles
from hisight.profiles import Profile, ProfileError

FILE = """
[city-test]
host = "his.example:8080"
path = "/his"
user_id = "0001"
cipher = "aes-128-ecb"
rule = "sorted-query-key"
keys = ["env:CITY_KEY", "keyring:city-old"]

[any]
"""


def test_profiles_are_read_in_order_and_know_their_file(tmp_path):
    path = tmp_path / "profiles.toml"
    path.write_text(FILE, "utf-8")
    city, other = profiles.load(path)
    keys = ("env:CITY_KEY", "keyring:city-old")
    assert city == Profile("city-test", "his.example:8080", "/his", "0001", "aes-128-ecb", "sorted-query-key", keys)
    assert other == Profile("any")
    assert city.file == path


def test_the_users_own_file_is_read_and_need_not_exist():
    assert profiles.load() == ()
    (paths.user_data() / "profiles.toml").write_text("[mine]", "utf-8")
    assert profiles.load() == (Profile("mine"),)


def test_a_file_that_is_no_toml_says_so(tmp_path):
    (tmp_path / "p.toml").write_text("[a", "utf-8")
    with pytest.raises(ProfileError, match=r"p\.toml cannot be read"):
        profiles.load(tmp_path / "p.toml")


def test_a_name_in_chinese_needs_quotes_and_is_told_so(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text("[市一医院]", "utf-8")
    with pytest.raises(ProfileError, match=r'stands in quotes: \["市一医院"\]'):
        profiles.load(path)
    path.write_text('["市一医院"]', "utf-8")
    assert profiles.load(path) == (Profile("市一医院"),)


@given(st.binary(max_size=60))
def test_any_file_gives_profiles_or_a_profile_error(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("profiles") / "profiles.toml"
    path.write_bytes(data)
    try:
        profiles.load(path)
    except ProfileError as error:
        assert str(error)  # noqa: PT017 - one or the other may happen


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5000, "[a]\nb = " + "9" * 5000, "[" + ".".join("a" * 500) + "]\na = {}\na.b = 1"]
)
def test_a_file_that_the_reader_of_toml_chokes_on_is_refused_too(tmp_path, text):
    path = tmp_path / "x.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ProfileError, match=r"x\.toml"):
        profiles.load(path)
