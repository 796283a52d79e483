"""hisight.capture.filtering.query"""

from hisight.capture.filtering import Query, QueryError
from hisight.capture.filtering.query import All
from hisight.errors import HisightError
from hisight.wording import Words


def test_an_error_has_words_and_a_place_and_is_one_that_a_person_can_mend():
    error = QueryError(Words("错", "wrong"), 2, 5)
    assert isinstance(error, HisightError)
    assert (str(error), error.words.zh, error.start, error.end) == ("wrong", "错", 2, 5)


def test_a_text_of_blanks_asks_nothing():
    assert Query(" ").root == All(())
