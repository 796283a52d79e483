"""What counts as a difference."""

from hisight.compare import EVERYTHING, How

SUBSTANCE = How.substance()


def field(catalog, code, side, name):
    return next(one for one in getattr(catalog.function(code), side).fields if one.name == name)


def test_a_moment_is_put_aside_and_a_day_or_an_hour_of_a_schedule_is_not(catalog):
    moment = field(catalog, "1001", "response", "SYSDATE")
    assert SUBSTANCE.puts_aside("SYSDATE", moment, "response")
    assert not EVERYTHING.puts_aside("SYSDATE", moment, "response")
    days = [one for one in catalog.function("2003").response.fields if one.format in ("YYYY-MM-DD", "HH24:MI")]
    assert days
    assert not any(SUBSTANCE.puts_aside(one.name, one, "response") for one in days)


def test_a_number_is_made_anew_by_the_his_only(catalog):
    lock = field(catalog, "2005", "response", "HOSP_LOCK_ID")
    assert SUBSTANCE.puts_aside("HOSP_LOCK_ID", lock, "response")
    assert not SUBSTANCE.puts_aside("HOSP_LOCK_ID", lock, "request")


def test_a_tag_of_the_users_own_is_put_aside_known_or_not():
    assert EVERYTHING.ignoring(["OPENID"]).puts_aside("OPENID", None, "request")
    assert not EVERYTHING.puts_aside("OPENID", None, "request")


def test_blanks_are_folded_where_they_do_not_count():
    assert SUBSTANCE.text(" a \n b") == "a b"
    assert EVERYTHING.text(" a \n b") == " a \n b"
