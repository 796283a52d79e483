import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gui.recorded import READER, exchanges

from hisight.imports.judgement import Judged, Judgement, differences, judgement
from hisight.wording import Words

WRITTEN = Judgement(
    Words("失败", "it failed"),
    {"request": "valid", "response": "invalid"},
    (Judged("response", "FLD003", "error", "RES/A[1]/B"), Judged("response", "FLD003", "error", "RES/A[2]/B")),
)


def test_a_judgement_goes_there_and_back():
    assert Judgement.from_json(json.loads(json.dumps(WRITTEN.to_json()))) == WRITTEN


def test_what_is_alike_has_no_differences():
    assert list(differences(WRITTEN, WRITTEN)) == []


def test_every_difference_is_told_and_a_list_once():
    now = Judgement(Words("成功", "it worked"), {"request": "unsigned"}, (Judged("request", "CHR001", "warning", ""),))
    assert [words.en for words in differences(WRITTEN, now)] == [
        "verdict: written “it failed”, now “it worked”",
        "signature of the request: written “right”, now “not signed”",
        "signature of the answer: written “does not fit”, now “none”",
        "no longer found: FLD003 answer RES/A/B (error), 2 times",
        "found only now: CHR001 request (warning)",
    ]
    assert all(words.zh for words in differences(WRITTEN, now))


def test_of_a_side_that_stayed_at_home_nothing_is_judged():
    reading = READER.read(exchanges()[2])
    whole, part = judgement(reading), judgement(reading, ["response"])
    assert any(finding.direction == "response" for finding in whole.findings)
    assert not any(finding.direction == "response" for finding in part.findings)
    assert (part.verdict, set(part.signatures)) == (Words("", ""), {"request"})
    assert list(differences(part, judgement(reading, ["response"]))) == []


nonsense = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["verdict", "zh", "en", "signatures", "findings", "request", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(nonsense)
def test_nonsense_is_refused(told):
    try:
        judged = Judgement.from_json(told)
    except ValueError:
        return
    assert Judgement.from_json(judged.to_json()) == judged


@pytest.mark.parametrize("side", ["both", "Request"])
def test_there_are_two_sides(side):
    with pytest.raises(ValueError, match="text"):
        Judgement.from_json({**WRITTEN.to_json(), "signatures": {side: "valid"}})
