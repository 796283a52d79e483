from hisight.checks import Severity

PAY = "<FLOW_NO>K1</FLOW_NO><SERIAL_NO>S1</SERIAL_NO>"
REFUND = "<TRADE_NO>K1</TRADE_NO>"
CANCEL = "<ORDER_ID>K1</ORDER_ID>"
BACK = "<REG_ID>K1</REG_ID>"


def test_a_second_refund_is_an_error(call, only):
    finding = only(call("3005", REFUND), call("3005", REFUND, at=1))
    assert (finding.name, finding.severity, finding.calls) == ("undone-twice", Severity.ERROR, (1,))
    assert "refunded again" in finding.message.en


def test_a_refund_that_names_only_the_bill_is_found_by_it(call, only):
    first = call("3005", "<TRADE_NO>K7</TRADE_NO><SERIAL_NO>S1</SERIAL_NO>")
    refund = call("3005", "<TRADE_NO>K8</TRADE_NO><SERIAL_NO>S1</SERIAL_NO>", at=1)
    assert only(first, refund).calls == (1,)


def test_a_refund_after_another_payment_is_right(call, story):
    paid_again = call("3002", PAY, at=1)
    assert "undone-twice" not in {one.name for one in story(call("3005", REFUND), paid_again)}
    assert story(call("3005", REFUND), paid_again, call("3005", REFUND, at=2)) == []


def test_a_refund_that_was_refused_may_be_tried_again(call, story):
    assert story(call("3005", REFUND, code="1"), call("3005", REFUND, at=1)) == []


def test_the_number_is_given_back_once(call, only):
    done = "<RESULTCODE>0000</RESULTCODE>"
    finding = only(call("2037", BACK, done), call("2037", BACK, "<RESULTCODE>0005</RESULTCODE>", at=1))
    assert (finding.severity, finding.direction) == (Severity.WARNING, "request")


def test_a_cancellation_may_be_repeated_and_the_his_should_say_yes(call, story, only):
    first = call("2009", CANCEL)
    assert story(first, call("2009", CANCEL, at=1)) == []
    finding = only(first, call("2009", CANCEL, code="200901", at=1))
    assert (finding.direction, finding.severity, finding.calls) == ("response", Severity.WARNING, (1,))
    assert "answers success" in finding.hint.en


def test_the_code_that_the_text_prints_for_it_is_only_a_note(call, only):
    assert only(call("2009", CANCEL), call("2009", CANCEL, code="200905", at=1)).severity is Severity.NOTE
