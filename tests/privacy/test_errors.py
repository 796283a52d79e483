from hisight.errors import HisightError
from hisight.privacy import PrivacyError
from hisight.wording import Words


def test_a_privacy_error_is_one_line_for_a_person():
    error = PrivacyError(Words("姓名仍在", "a name would leave"), Words("不导出", "Leave it out."))
    assert isinstance(error, HisightError)
    assert str(error) == "a name would leave Leave it out."
