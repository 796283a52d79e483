"""The report for programs."""

import json
from dataclasses import replace

from tests.report.test_causes import trouble

from hisight.report.as_json import as_json
from hisight.report.trend import Step
from hisight.wording import Words


def test_it_holds_functions_fields_rules_and_causes(report_of):
    told = json.loads(as_json(report_of(trouble(41)), "en"))
    assert (told["calls"], told["failed"], told["troubled"], told["explained"]) == (41, 3, 41, 41)
    assert (told["functions_published"], told["functions_called"]) == (47, 2)
    (dept,) = (one for one in told["functions"] if one["code"] == "2001")
    assert (dept["state"], dept["calls"], dept["example"]) == ("errors", 38, {"session": "made.hisight", "number": 1})
    assert {rule["code"] for rule in dept["rules"]} == {"SIG002", "FLD001"}
    name = next(one for one in dept["fields"] if one["name"] == "DEPT_NAME")
    assert (name["filled"], name["missing"], name["required"]) == (36, 2, True)
    assert told["causes"][0]["mended"] == {
        "how": "SIGN made anew as agreed", "tried": 38, "clean": 36, "not_mended": 0, "left": {"FLD001": 2},
    }  # fmt: skip
    assert len(told["causes"][0]["calls"]) == 38
    assert told["causes"][1]["letter"] == ""
    assert "since" not in told


def test_names_are_the_same_in_both_languages_and_sentences_are_not(demo_report):
    chinese, english = (json.loads(as_json(demo_report, language)) for language in ("zh", "en"))
    assert chinese.keys() == english.keys()
    assert chinese["functions"] == english["functions"]
    assert chinese["causes"][0]["letter"].startswith("您好")
    assert english["causes"][0]["letter"].startswith("Hello")


def test_a_trend_is_told_with_its_numbers(demo_report):
    step = Step("worse", "2001 GetDeptInfo", Words("失败", "failures"), (1, 9), (5, 10))
    told = json.loads(as_json(replace(demo_report, steps=(step,), since="before.hisight"), "en"))
    assert told["since"] == "before.hisight"
    assert told["changes"] == [
        {"change": "worse", "function": "2001 GetDeptInfo", "what": "failures", "before": [1, 9], "after": [5, 10]}
    ]
