from hisight.privacy import KINDS, STANDARD, TREATMENTS, PatientValue, PatientValues, Policy, preview
from hisight.wording import Words

BORN = PatientValue("birthday", "1990-01-01", "#1 request REQ/BIRTHDAY", "BIRTHDAY")
VALUES = (
    PatientValue("name", "李望舒", "#1 request REQ/NAME", "NAME"),
    PatientValue("name", "孙若谷", "#2 request REQ/NAME", "NAME"),
    BORN,
    PatientValue("birthday", "19900101", BORN.place, "BIRTHDAY", is_spelling=True),
    PatientValue("diagnosis", "感冒", "#1 request REQ/DIAG", "DIAG"),
)


def values() -> PatientValues:
    made = PatientValues()
    for value in VALUES:
        made.add(value)
    return made


def test_each_field_is_a_line_with_an_example_and_other_spellings_do_not_count():
    lines = preview(values(), STANDARD)
    assert [(one.name, one.kind, one.count, one.treatment) for one in lines] == [
        ("NAME", "name", 2, "replace"),
        ("BIRTHDAY", "birthday", 1, "replace"),
        ("DIAG", "diagnosis", 1, "replace"),
    ]
    assert lines[0].becomes.startswith("测试")
    assert lines[0].example.text == "李望舒"


def test_another_policy_shows_what_else_becomes_of_the_same_values():
    all_ = values()
    preview(all_, STANDARD)
    policy = Policy("own", Words("", ""), {"diagnosis": "keep", "name": "remove"}).choosing("BIRTHDAY", "keep")
    assert [(one.treatment, one.becomes) for one in preview(all_, policy)] == [
        ("remove", "***"),
        ("keep", "1990-01-01"),
        ("keep", "感冒"),
    ]
    assert all_.replaced("李望舒 1990-01-01 19900101") == "*** 1990-01-01 19900101"


def test_what_is_kept_in_one_field_is_kept_in_every_other():
    all_ = values()
    all_.add(PatientValue("name", "李望舒", "#1 request REQ/CONTACT", "CONTACT"))
    all_.treat(STANDARD.choosing("CONTACT", "keep"))
    assert all_.replaced("李望舒") == "李望舒"
    assert all_.replaced("孙若谷") != "孙若谷"


def test_every_treatment_has_words_and_every_kind():
    assert set(TREATMENTS) == {"replace", "remove", "keep"}
    assert KINDS["name"].zh == "姓名"
