from hisight.scenarios import Failure, StepOutcome
from hisight.wording import Words


def test_a_failure_says_what_was_expected_and_found_and_whose_side_it_is():
    words = Failure("COUNT", "4", "", "his", Words("原因。", "Reason.")).words
    assert words.en == "COUNT: expected 4, found nothing (the HIS). Reason."
    assert words.zh == "COUNT：应为 4，实际没有（HIS 一方）。原因。"
    assert Failure("NOTICE", "*", "", "his").words.en == "NOTICE: expected a value, found nothing (the HIS)."
    assert Failure("FLD003", "", "RES/A", "his", Words("错了。", "wrong.")).words.en == "FLD003 RES/A (the HIS): wrong."


def test_a_step_passed_when_it_was_tried_and_nothing_failed():
    failure = Failure("COUNT", "4", "3", "his")
    steps = (StepOutcome("a", ""), StepOutcome("a", "", (failure,)), StepOutcome("a", "", skipped=True))
    assert [step.passed for step in steps] == [True, False, False]
