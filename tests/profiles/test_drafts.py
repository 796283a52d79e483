import pytest

from hisight import profiles
from hisight.profiles import ProfileError
from hisight.profiles.drafts import Draft, Drafts, free_name

FILE = '# mine\n[city]\nhost = "his"\n\n[any]\n'


@pytest.fixture
def drafts():
    profiles.own_file().write_text(FILE, "utf-8")
    return Drafts.of_file()


def names(drafts) -> list[str]:
    return [draft.name for draft in drafts.all]


def test_what_was_not_edited_is_not_changed_and_saving_leaves_the_file(drafts):
    assert not drafts.changed
    drafts.save()
    assert profiles.own_file().read_text("utf-8") == FILE


def test_profiles_are_added_duplicated_moved_and_deleted(drafts):
    assert drafts.add("his.example:80") == 2
    assert drafts.duplicate(0) == 1
    assert names(drafts) == ["city", "city-2", "any", "his-example-80"]
    assert drafts.all[1].entries == {"host": "his"}
    assert drafts.move(3, -1) == 2
    assert drafts.move(0, -1) == 0
    assert drafts.delete(3) == 2
    assert drafts.changed
    drafts.save()
    assert [one.name for one in profiles.load()] == ["city", "city-2", "his-example-80"]
    assert profiles.own_file().read_text("utf-8").startswith('# mine\n[city]\nhost = "his"\n')


def test_the_last_one_may_go(drafts):
    drafts.delete(0)
    assert drafts.delete(0) == -1
    drafts.save()
    assert profiles.load() == ()


def test_a_copy_has_entries_of_its_own(drafts):
    drafts.duplicate(0)
    drafts.all[1].entries["host"] = "other"
    assert drafts.all[0].entries == {"host": "his"}


def test_what_is_wrong_is_told_by_place_and_without_a_file(drafts):
    drafts.all += [Draft("city", {}), Draft("", {}), Draft("x", {"cipher": "rot13"})]
    told = {place: str(problem) for place, problem in drafts.problems().items()}
    assert told.pop(4).startswith("[x] cipher: should be one of auto, none, ")
    assert told == {
        0: "there is a profile city already.",
        2: "there is a profile city already.",
        3: "give it a name.",
    }
    with pytest.raises(ProfileError):
        drafts.save()


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("his.example:8080", (), "his-example-8080"),
        ("city", ("city", "city-2"), "city-3"),
        ("市一院", (), "市一院"),
        ("", (), "peer"),
        ("[::1]:80", (), "1-80"),
    ],
)
def test_a_name_is_offered_that_is_free(wanted, taken, name):
    assert free_name(wanted, taken) == name
