from hisight.errors import HisightError
from hisight.wording import Words, use


def test_an_error_is_one_line_what_then_remedy_in_the_language_in_use():
    error = HisightError(Words("坏了。", "broken."), Words("修理。", "Mend it."))
    assert str(error) == "broken. Mend it."
    use("zh")
    assert str(error) == "坏了。修理。"
    assert str(HisightError(Words("坏了。", "broken."))) == "坏了。"
