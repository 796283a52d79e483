from datetime import datetime
from decimal import Decimal

import pytest

from hisight.mock.refusal import Refusal
from hisight.mock.wards import Wards

NOW = datetime(2026, 11, 23, 9, 30)


def test_a_deposit_raises_the_balance_and_comes_once():
    wards = Wards()
    (stay,) = wards.found("", "周长风")
    before = stay.balance
    wards.pay_in(stay.number, stay.name, "10.50", "1", NOW)
    assert stay.balance == before + Decimal("10.50")
    with pytest.raises(Refusal, match="10"):
        wards.pay_in(stay.number, stay.name, "10.50", "1", NOW)
    assert [deposit.trade for deposit in wards.deposits()] == ["1"]


def test_two_hospitals_do_not_share_their_books():
    first, second = Wards(), Wards()
    first.pay_in(first.stays[0].number, first.stays[0].name, "1", "1", NOW)
    assert first.stays[0].balance == second.stays[0].balance + 1
