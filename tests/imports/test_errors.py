from hisight.errors import HisightError
from hisight.imports import UnreadableFileError


def test_it_is_one_line_for_a_person():
    assert issubclass(UnreadableFileError, HisightError)
