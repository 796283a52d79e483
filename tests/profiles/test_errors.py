from hisight.errors import HisightError
from hisight.profiles import LockedError, ProfileError


def test_a_locked_key_file_is_an_error_about_profiles_and_one_for_a_person():
    assert issubclass(LockedError, ProfileError)
    assert issubclass(ProfileError, HisightError)
