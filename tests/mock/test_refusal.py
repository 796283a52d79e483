from hisight.mock.refusal import Refusal


def test_a_refusal_says_its_code_and_may_say_why():
    refusal = Refusal("0001", "该费用已支付")
    assert (str(refusal), refusal.code, refusal.reason) == ("0001", "0001", "该费用已支付")
    assert Refusal("12").reason == ""
