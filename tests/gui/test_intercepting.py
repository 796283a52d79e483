from tests.gui import recorded
from tests.gui.held import Told, paused

from hisight.capture.pausing import Answer, Arm, Armed, Breakpoint, Drop, Released, Resume, Rules
from hisight.gui.intercepting import HeldCall, words_for
from hisight.intercept.rules import Rule, write

POINT = Breakpoint("2007 OrderReg")


def test_what_is_armed_is_what_the_proxy_says_last(qtbot):
    told = Told()
    held = told.intercepting
    held.begin()
    assert told == []
    held.add(POINT)
    held.add(POINT)
    held.arm([POINT], 5)
    held.begin()
    assert told == [Arm((POINT,), 20), Arm((POINT,), 20), Arm((POINT,), 5), Arm((POINT,), 5)]
    with qtbot.waitSignal(held.armed_changed):
        held.hear(Armed(()))
    assert held.points == ()


def test_rules_are_told_to_the_proxy_and_again_when_it_is_started_anew(qtbot):
    told = Told()
    told.intercepting.use_rules([Rule("a", delay_ms=1), Rule("b", on=False)], "city", "/catalog")
    told.intercepting.begin()
    assert told == [Rules(write([Rule("a", delay_ms=1)]), "city", "/catalog")] * 2
    told.intercepting.use_rules(())
    told.intercepting.begin()
    assert told[2:] == [Rules("")]


def test_a_call_is_held_until_the_proxy_says_otherwise(qtbot):
    told = Told()
    held = told.intercepting
    for key in ("a", "b"):
        with qtbot.waitSignal(held.held_changed):
            held.hear(paused(key))
    held.resume_all()
    held.resume_with("a", b"h", b"b")
    held.drop("a")
    held.answer("a", b"h", b"b")
    assert told == [Resume("a"), Resume("b"), Resume("a", b"h", b"b"), Drop("a"), Answer("a", b"h", b"b")]
    held.hear(Released("a", "resumed"))
    assert list(held.held) == ["b"]
    with qtbot.waitSignal(held.held_changed):
        held.end()
    assert held.held == {}
    held.end()


def test_function_and_user_of_a_held_call_are_known_without_a_key():
    call = HeldCall.of(paused(direction="response"))
    function = call.function(recorded.READER.catalog)
    assert (call.fun_code, bool(call.user), function.name) == ("2007", True, "OrderReg")
    assert words_for(function) == "2007 OrderReg"
    assert call.exchange.response_body == recorded.exchange(fun_code="2007").response_body
