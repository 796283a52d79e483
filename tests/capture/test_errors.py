"""hisight.capture.errors"""

from hisight.capture.errors import SessionError, TooLargeError
from hisight.errors import HisightError
from hisight.wording import Words


def test_they_are_errors_that_a_person_can_mend():
    assert issubclass(TooLargeError, SessionError)
    assert issubclass(SessionError, HisightError)
    assert str(SessionError(Words("甲", "what."), Words("乙", "remedy."))) == "what. remedy."
