import random
import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.privacy import stand_ins
from hisight.privacy.patterns import ID_NUMBER, MOBILE
from hisight.privacy.stand_ins import StandIns, check_digit
from hisight.privacy.values import KINDS

days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
orders = st.integers(0, 999).map("{:03d}".format)
regions = st.integers(0, 999999).map("{:06d}".format)


@st.composite
def id_numbers(draw) -> str:
    digits = f"{draw(regions)}{draw(days):%Y%m%d}{draw(orders)}"
    return digits + check_digit(digits)


def test_the_check_digit_is_that_of_the_standard():
    # The two examples that GB 11643-1999 prints.
    assert check_digit("11010519491231002") == "X"
    assert check_digit("44052418800101001") == "4"


@given(id_numbers())
def test_an_id_number_keeps_sex_and_ten_years_and_has_a_right_check_digit(value):
    stand_in = StandIns().of("id-number", value)
    assert stand_in != value
    assert stand_in.startswith("000000")
    assert ID_NUMBER.fullmatch(stand_in)
    assert stand_in[17] == check_digit(stand_in[:17])
    assert stand_in[6:9] == value[6:9]
    assert int(stand_in[16]) % 2 == int(value[16]) % 2


@given(id_numbers())
def test_a_birthday_moves_as_that_in_the_id_number_does(value):
    ours = StandIns()
    born = f"{value[6:10]}-{value[10:12]}-{value[12:14]}"
    number, birthday = ours.of("id-number", value), ours.of("birthday", born)
    assert birthday.replace("-", "") == number[6:14]
    assert ours.of("birthday", born + " 08:00:00") == birthday + " 08:00:00"
    assert ours.of("birthday", born.replace("-", "")) == number[6:14]


@given(days)
def test_a_birthday_stays_a_day_of_its_ten_years(day):
    moved = date.fromisoformat(StandIns().of("birthday", day.isoformat()))
    assert moved != day
    # A child born on the first day of ten years, today, has nowhere else to go.
    assert moved.year // 10 == day.year // 10 or (day.month, day.day, day.year % 10) == (1, 1, 0)


def test_on_the_first_day_of_ten_years_a_birthday_moves_back(monkeypatch):
    class Today(date):
        @classmethod
        def today(cls):
            return cls(2030, 1, 1)

    monkeypatch.setattr(stand_ins, "date", Today)
    moved = date.fromisoformat(StandIns().of("birthday", "2030-01-01"))
    assert date(2029, 1, 1) <= moved < date(2030, 1, 1)


def test_a_birthday_never_moves_behind_today(monkeypatch):
    class Today(date):
        @classmethod
        def today(cls):
            return cls(2030, 1, 3)

    monkeypatch.setattr(stand_ins, "date", Today)
    ours = StandIns(is_taken=lambda text: text == "2030-01-03")
    assert ours.of("birthday", "2030-01-02") == "2030-01-01"
    assert ours.of("birthday", "2030-01-01") == "2030-01-02"
    # Nothing is left for the third: it shares a day rather than keeping its own.
    assert ours.of("birthday", "2030-01-03") in ("2030-01-01", "2030-01-02")


def test_where_every_day_is_somebodys_it_still_moves_and_nobody_waits():
    asked = []
    ours = StandIns(is_taken=lambda text: asked.append(text) or True)
    assert ours.of("birthday", "1990-01-02") != "1990-01-02"
    assert len(asked) <= 50


def test_a_birthday_is_drawn_until_it_is_another():
    class Chance(random.Random):
        draws = iter([1, 1, 2])

        def randrange(self, *_):
            return next(self.draws)

    assert StandIns(chance=Chance()).of("birthday", "1990-01-02") == "1990-01-03"


@pytest.mark.parametrize("born", ["1990-02-30", "19901301", "1990-00-00", "0000-00-00", "1990-02-29"])
def test_a_day_that_no_calendar_has_stays_one(born):
    with pytest.raises(ValueError, match=r"."):
        date.fromisoformat(born)
    stand_in = StandIns().of("birthday", born)
    assert stand_in != born
    assert len(stand_in) == len(born)
    with pytest.raises(ValueError, match=r"."):
        date.fromisoformat(stand_in)


@pytest.mark.parametrize("last", "123456789X")
def test_a_wrong_check_digit_stays_wrong(last):
    stand_in = StandIns().of("id-number", f"00000019900101005{last}")
    assert len(stand_in) == 18
    assert stand_in[17] != check_digit(stand_in[:17])


def test_a_day_of_the_year_nought_gets_other_digits():
    assert StandIns().of("birthday", "0000-01-01")[4] == "-"


@pytest.mark.parametrize(("born", "shape"), [("1990年1月2日", "年月日"), ("1990/01/02", "//"), ("90-1-2", "--")])
def test_a_birthday_keeps_its_form(born, shape):
    stand_in = StandIns().of("birthday", born)
    assert "".join(character for character in stand_in if not character.isdigit()) == shape


@pytest.mark.parametrize(
    ("value", "length"),
    [("00000019900101005", 17), ("000000199013450059", 18), ("000000900101005", 15), ("000000909999005", 15)],
)
def test_other_id_numbers_keep_their_length_and_begin_as_invented(value, length):
    stand_in = StandIns().of("id-number", value)
    assert len(stand_in) == length
    assert stand_in.startswith("000000")
    assert stand_in[-1 if length < 18 else -2].isdigit()


def test_what_looks_like_an_id_number_is_one_in_any_field():
    ours = StandIns()
    as_card = ours.of("card", "000000199001010059")
    assert as_card.startswith("0000001")
    assert ours.of("id-number", "000000199001010059") == as_card


@given(st.from_regex(r"1\d{10}", fullmatch=True))
def test_a_mobile_number_stays_one_and_begins_with_100(value):
    stand_in = StandIns().of("phone", value)
    assert stand_in != value
    assert MOBILE.fullmatch(stand_in)
    assert stand_in.startswith("100")


@pytest.mark.parametrize("value", ["0512-5234567", "+86 10012345678", "5234567", "100", "1", "10012345678,10012345679"])
def test_any_phone_number_keeps_its_length_and_marks(value):
    stand_in = StandIns().of("phone", value)
    assert stand_in != value
    assert [character if not character.isdigit() else "0" for character in stand_in] == [
        character if not character.isdigit() else "0" for character in value
    ]


def test_a_name_is_invented_and_keeps_its_length():
    ours = StandIns(chance=random.Random(1))
    assert ours.of("name", "李望舒")[:2] == "测试"
    assert ours.of("name", "李正")[0] == "测"
    assert len(ours.of("name", "李")) == 1
    assert ours.of("name", "阿依古丽·买买提依明")[4] == "·"
    assert len(ours.of("name", "阿依古丽·买买提依明")) == 10
    assert ours.of("name", "ZHANG San").partition(" ")[1] == " "


def test_many_people_get_many_names():
    ours = StandIns()
    names = [f"{first}{second}" for first in "赵钱孙李周吴郑王冯陈" for second in "一二三四五六七八九十"]
    assert len({ours.of("name", name) for name in names}) == 100


def test_addresses_and_diagnoses_read_as_invented():
    ours = StandIns()
    assert ours.of("address", "示例市东风路12号3幢").startswith("示例市示例区示")
    assert ours.of("diagnosis", "上呼吸道感染").startswith("示例诊断")
    assert len(ours.of("diagnosis", "感冒")) == 2
    assert ours.of("diagnosis", "J06.9")[3] == "."


@given(st.sampled_from(list(KINDS)), st.text(min_size=1, max_size=30))
def test_a_stand_in_is_never_the_value_and_always_the_same(kind, value):
    ours = StandIns()
    stand_in = ours.of(kind, value)
    assert ours.of(kind, value) == stand_in
    if any(character.isalnum() for character in value):
        assert stand_in != value
        assert ours.gave(stand_in)
        assert not set(stand_in) & set("&<>\"'")
    else:
        assert stand_in == value


@given(
    st.sampled_from(["card", "patient-id", "password", "insurance"]),
    st.from_regex(r"[0-9A-Za-z-]{1,24}", fullmatch=True),
)
def test_a_number_keeps_length_and_kind_of_characters(kind, value):
    stand_in = StandIns().of(kind, value)
    assert len(stand_in) == len(value)
    if not ID_NUMBER.fullmatch(value):
        for old, new in zip(value, stand_in, strict=True):
            assert any(
                old in group and new in group
                for group in (string.digits, string.ascii_uppercase, string.ascii_lowercase, "-")
            )
        assert (value[0] in "123456789") <= (stand_in[0] != "0")


def test_a_stand_in_is_nobodys_value_as_long_as_there_is_a_choice():
    ours = StandIns(is_taken=lambda text: text != "7")
    assert ours.of("patient-id", "3") == "7"
    # No digit is left: two people share one rather than one keeping hers.
    assert ours.of("patient-id", "7") != "7"


def test_two_exports_choose_differently():
    value = "C880012345678"
    assert StandIns().of("card", value) != StandIns().of("card", value)
