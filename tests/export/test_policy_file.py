import pytest

from hisight import paths
from hisight.errors import HisightError
from hisight.export.policy_file import known_policies, policy_called, read_policy
from hisight.privacy import STANDARD


@pytest.fixture
def file(tmp_path):
    def write(text: str):
        path = tmp_path / "vendor.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def test_a_policy_says_what_happens_to_kinds_and_fields(file):
    policy = read_policy(file('name = "out"\nabout = "a"\n[kinds]\naddress = "remove"\n[fields]\nCOMPANY = "keep"\n'))
    assert (policy.name, policy.about) == ("out", ("a", "a"))
    assert policy.treatment("address", "ADDRESS") == "remove"
    assert policy.treatment("company", "COMPANY") == "keep"
    assert policy.treatment("name", "NAME") == "replace"


def test_what_it_is_for_may_be_said_in_both_languages(file):
    assert read_policy(file('about = "地址抹去。 Addresses go."')).about == ("地址抹去。", "Addresses go.")


def test_a_policy_that_comes_along_is_known_too(tmp_path, monkeypatch):
    monkeypatch.setattr("hisight.paths.resources", lambda: tmp_path)
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "strict.toml").write_text("", "utf-8")
    assert policy_called("strict").name == "strict"


def test_an_empty_one_is_the_standard_under_its_own_name(file):
    policy = read_policy(file(""))
    assert (policy.name, policy.about, policy.treatment("name", "NAME")) == ("vendor", STANDARD.about, "replace")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[kind]\nname = "keep"', r"kind in .*vendor\.toml cannot be understood\. Did you mean kinds\?"),
        ('[kinds]\nadress = "keep"', r"kinds\.adress .* Did you mean address\?"),
        ('[fields]\nNAME = "hide"', r'fields\.NAME = "hide" .* There are: replace, remove, keep\.'),
        ("kinds = 7", r"kinds in "),
        ("[fields]\nNAME = []", r"fields\.NAME"),
        ("[", r"is no TOML"),
    ],
)
def test_a_mistake_is_one_line_with_file_and_entry(file, text, complaint):
    with pytest.raises(HisightError, match=complaint):
        read_policy(file(text))


def test_a_policy_is_named_or_lies_where_it_is_named(file, tmp_path):
    assert policy_called("standard") is STANDARD
    assert policy_called(str(file('[kinds]\nname = "keep"'))).name == "vendor"
    with pytest.raises(
        HisightError, match=r"there is no policy insurer\. There are: standard, .*strict; put your own into "
    ):
        policy_called("insurer")
    folder = paths.user_data() / "policies"
    folder.mkdir()
    (folder / "insurance.toml").write_text('[kinds]\nname = "remove"', "utf-8")
    assert policy_called("insurance").kinds == {"name": "remove"}
    assert list(known_policies())[-1] == "insurance"
    with pytest.raises(HisightError, match=r"Did you mean insurance\?"):
        policy_called("insurence")


def test_a_file_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(HisightError, match="cannot read"):
        read_policy(tmp_path / "none.toml")


@pytest.mark.parametrize("name", ["strict", "clinical"])
def test_the_policies_that_come_along_say_what_they_are_for_in_both_languages(name):
    policy = policy_called(name)
    assert policy.name == name
    assert policy.about.zh != policy.about.en
    assert policy.treatment("diagnosis", "X") == {"strict": "remove", "clinical": "keep"}[name]
    assert policy.treatment("name", "X") == "replace"
