"""hisight.capture.filtering.parts"""

from hisight.capture.filtering.parts import Parameters, read, recorded


def test_the_opposite_of_what_was_read_does_not_hold_for_a_call_without_a_row():
    assert read("s", "x", negated=True).sql == "(s.exchange_id IS NOT NULL AND NOT (x))"
    assert recorded("x", negated=True).sql == "NOT (x)"


def test_letters_are_compared_in_any_case_and_other_text_as_it_is():
    parameters = Parameters()
    assert parameters.contained("c", "ab") == "instr(lower(c), lower(:p0)) > 0"
    assert parameters.contained("c", "号\ud800") == "instr(c, :p1) > 0"
    assert parameters.values == {"p0": "ab", "p1": "号?"}
