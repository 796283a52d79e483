import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.conftest import REQUEST, SCHEME

from hisight import profiles
from hisight.checks import Severity, all_rules, find_rule
from hisight.profiles import Profile, ProfileError
from hisight.reading import Reader
from hisight.reading.leniency import OFF, STRICT, choices, leniency_of

WRONG = REQUEST.replace("</REQ>", "<X/></REQ>")  # an unknown field
LACKING = "<RES/>"  # and a missing one in the answer


def lenient(**severity: str) -> Profile:
    return Profile("city", severity={name.replace("_", "-"): text for name, text in severity.items()})


@pytest.fixture
def judged(read, catalog):
    def judge(**severity: str):
        return read(WRONG, LACKING, by=Reader(catalog, [lenient(**severity)], SCHEME))

    return judge


def test_without_an_entry_nothing_is_lowered(judged):
    reading = judged()
    assert [(one.name, one.severity, one.original) for one in reading.findings] == [
        ("missing-required", "error", None),
        ("unknown-field", "warning", None),
    ]
    assert (reading.switched_off, reading.leniency.profile) == ((), "city")


def test_a_lowered_finding_keeps_its_original_severity_and_takes_its_new_rank(judged):
    reading = judged(missing_required="note")
    assert [(one.name, one.severity, one.original) for one in reading.findings] == [
        ("unknown-field", "warning", None),
        ("missing-required", "note", "error"),
    ]
    assert reading.leniency.lowered(reading.findings[0]).en == ""
    assert reading.leniency.lowered(reading.findings[1]).en == "error lowered to note by profile city"
    assert reading.leniency.lowered(reading.findings[1]).zh == "原为错误，配置 city 降为说明"
    assert "missing" not in reading.verdict.en


def test_a_rule_that_is_switched_off_is_counted_and_said_in_the_verdict(judged):
    reading = judged(missing_required="off", FLD004="off")
    assert reading.findings == ()
    assert [(one.name, one.severity) for one in reading.switched_off] == [
        ("missing-required", "error"),
        ("unknown-field", "warning"),
    ]
    assert reading.verdict.en.endswith("(2 findings switched off by profile city)")
    assert reading.verdict.zh.endswith("（配置 city 关闭了 2 处问题）")
    assert judged(missing_required="off").verdict.en.endswith("(1 finding switched off by profile city)")


def test_a_finding_that_is_milder_than_the_entry_stays_as_it_is(judged, catalog):
    leniency = leniency_of(lenient(missing_required="warning"))
    (finding, _) = judged().findings
    assert leniency.judge([finding])[0][0].severity is Severity.WARNING
    (milder,) = leniency_of(lenient(missing_required="note")).judge([finding])[0]
    assert leniency.judge([milder]) == ([milder], [])


def test_another_peer_and_a_scheme_without_profiles_are_judged_strictly(read, catalog):
    elsewhere = Profile("elsewhere", host="other.example", severity={"FLD001": "off"})
    assert read(WRONG, LACKING, by=Reader(catalog, [elsewhere], SCHEME)).leniency is STRICT
    assert read(WRONG, LACKING, by=Reader(catalog, scheme=SCHEME)).switched_off == ()


def test_a_leniency_that_is_given_holds_for_every_peer(read, catalog):
    given_one = leniency_of(lenient(missing_required="off"))
    assert len(read(WRONG, LACKING, by=Reader(catalog, scheme=SCHEME, leniency=given_one)).switched_off) == 1


def test_the_default_reader_is_as_lenient_as_the_profile_it_is_given():
    profiles.own_file().write_text('[a]\nhost = "x"\n[city]\nhost = "y"\nseverity = { FLD001 = "off" }', "utf-8")
    alone = Reader.default("city").read_alone("response", LACKING.encode(), fun_code="1001")
    assert (alone.findings, len(alone.switched_off)) == ((), 1)
    assert Reader.default("city").fingerprint != Reader.default("a").fingerprint


def test_the_fingerprint_follows_the_leniency(catalog):
    prints = {
        Reader(catalog, [lenient(**severity)]).fingerprint for severity in ({}, {"FLD001": "off"}, {"FLD001": "note"})
    }
    assert len(prints) == 3


@pytest.mark.parametrize(
    ("severity", "words"),
    [
        (
            {"unknown-feild": "note"},
            "severity.unknown-feild: there is no rule unknown-feild. Did you mean unknown-field?",
        ),
        ({"flld004": "note"}, "there is no rule flld004. Did you mean FLD004?"),
        ({"unknown-field": "nota"}, "'nota' should be one of warning, note, off"),
        ({"unknown-field": "error"}, "is a warning, which can be lowered or switched off but not raised to error"),
        ({"unknown-field": "note", "FLD004": "off"}, "the rule FLD004 unknown-field is given twice"),
    ],
)
def test_a_mistake_names_file_profile_and_entry(catalog, tmp_path, severity, words):
    entries = ", ".join(f'{name} = "{text}"' for name, text in severity.items())
    file = tmp_path / "profiles.toml"
    file.write_text(f"[city]\nseverity = {{ {entries} }}", "utf-8")
    with pytest.raises(ProfileError) as caught:
        Reader(catalog, profiles.load(file))
    assert str(caught.value).startswith(f"{file}, [city] severity.")
    assert words in str(caught.value)


def test_a_rule_may_be_given_its_own_severity_or_a_milder_one():
    assert choices(find_rule("missing-required")) == ("error", "warning", "note", OFF)
    assert choices(find_rule("unknown-field")) == ("warning", "note", OFF)
    for rule in all_rules().values():
        for text in choices(rule):
            assert list(leniency_of(Profile("x", severity={rule.code.lower(): text})).worst) == [rule.code]


@given(st.dictionaries(st.text(max_size=12), st.sampled_from(["note", "off", "error", "", "x"]), max_size=3))
def test_any_entry_is_understood_or_refused_with_a_reason(severity):
    try:
        leniency_of(Profile("x", severity=severity))
    except ProfileError as error:
        assert str(error)  # noqa: PT017 - one or the other may happen
