from hisight.errors import HisightError
from hisight.scenarios import ScenarioError


def test_it_is_one_line_for_a_person():
    assert issubclass(ScenarioError, HisightError)
