from datetime import datetime
from decimal import Decimal

import pytest

from hisight.mock.cashier import Cashier, yuan
from hisight.mock.patients import Patient
from hisight.mock.refusal import Refusal

NOW = datetime(2026, 11, 23, 9, 30)
PATIENT = Patient("P000001", "赵小满", "000000198001010011", "1", "7", NOW)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("36.00", Decimal(36)),
        ("36", Decimal(36)),
        ("0", None),
        ("-1", None),
        ("NaN", None),
        ("1e99999", None),
        ("x", None),
        ("", None),
    ],
)
def test_an_amount_is_a_number_above_nothing(text, amount):
    assert yuan(text) == amount


def test_money_goes_in_once_and_out_once():
    cashier = Cashier()
    cashier.prescribe(PATIENT, NOW)
    bill = cashier.owed("P000001")[0]
    cashier.pay(bill.serial, "", str(bill.amount), "1", NOW)
    with pytest.raises(Refusal, match="0001"):
        cashier.pay(bill.serial, "", str(bill.amount), "2", NOW)
    assert bill not in cashier.owed("P000001")
    cashier.refund("1")
    assert [payment.refunded for payment in cashier.payments()] == [True]
    assert bill in cashier.owed("P000001")
    with pytest.raises(Refusal, match="10"):
        cashier.refund("1")
