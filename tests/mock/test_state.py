import pytest

from hisight.mock.state import Refusal, State


@pytest.fixture
def state(clock) -> State:
    return State(clock)


def _shift(state, *, full: bool):
    return next(shift for shift in state.shifts.values() if (not state.free_numbers(shift)) is full)


def _patient(state, name="赵小满", number="000000198001010011"):
    return state.register(name, number, card="", card_type="")


def test_a_lock_takes_a_place_and_unlocking_gives_it_back(state):
    shift = _shift(state, full=False)
    before = state.free_numbers(shift)
    lock = state.lock("1", shift, "")
    assert state.free_numbers(shift) == [number for number in before if number != lock.number]
    state.unlock("1")
    assert state.free_numbers(shift) == before


def test_the_same_lock_id_twice_is_refused(state):
    shift = _shift(state, full=False)
    state.lock("1", shift, "")
    with pytest.raises(Refusal, match="200504"):
        state.lock("1", shift, "")


def test_a_full_shift_cannot_be_locked_and_a_taken_number_neither(state):
    with pytest.raises(Refusal, match="200505"):
        state.lock("1", _shift(state, full=True), "")
    shift = _shift(state, full=False)
    number = state.lock("2", shift, "").number
    with pytest.raises(Refusal, match="200506"):
        state.lock("3", shift, str(number))


def test_a_wanted_number_is_given(state):
    shift = _shift(state, full=False)
    wanted = state.free_numbers(shift)[-1]
    assert state.lock("1", shift, str(wanted)).number == wanted


def test_a_lock_lapses_after_ten_minutes(state, clock):
    shift = _shift(state, full=False)
    before = state.free_numbers(shift)
    state.lock("1", shift, "")
    clock.move(minutes=9, seconds=59)
    assert state.free_numbers(shift) != before
    clock.move(seconds=1)
    assert state.free_numbers(shift) == before
    with pytest.raises(Refusal, match="200601"):
        state.unlock("1")


def test_an_unknown_lock_cannot_be_undone(state):
    with pytest.raises(Refusal, match="200601"):
        state.unlock("none")


def test_an_order_uses_its_lock_up(state):
    shift = _shift(state, full=False)
    lock = state.lock("1", shift, "")
    order = state.order("1", shift, _patient(state), "", paid=False)
    assert order.number == lock.number
    with pytest.raises(Refusal, match="200601"):
        state.unlock("1")


def test_an_order_without_a_lock_takes_a_free_place(state):
    shift = _shift(state, full=False)
    first = state.free_numbers(shift)[0]
    assert state.order("1", shift, _patient(state), "", paid=False).number == first
    with pytest.raises(Refusal, match="200710"):
        state.order("2", shift, _patient(state), str(first), paid=False)
    with pytest.raises(Refusal, match="200708"):
        state.order("1", shift, _patient(state), "", paid=False)
    with pytest.raises(Refusal, match="200709"):
        state.order("3", _shift(state, full=True), _patient(state), "", paid=False)


def test_a_cancelled_order_gives_its_place_back_and_may_be_cancelled_again(state):
    shift = _shift(state, full=False)
    before = state.free_numbers(shift)
    order = state.order("1", shift, _patient(state), "", paid=False)
    for _ in range(2):
        state.cancel("1", order.hosp_order_id)
        assert state.free_numbers(shift) == before


def test_an_unknown_order_and_a_paid_one_cannot_be_cancelled(state):
    order = state.order("1", _shift(state, full=False), _patient(state), "", paid=True)
    with pytest.raises(Refusal, match="200902"):
        state.cancel("1", order.hosp_order_id)
    for order_id, hosp_order_id in (("2", order.hosp_order_id), ("1", "H0")):
        with pytest.raises(Refusal, match="200901"):
            state.cancel(order_id, hosp_order_id)


def test_a_patient_registers_once_and_under_one_name(state):
    patient = _patient(state)
    assert _patient(state) == patient
    assert state.patients.by_id(patient.id) == patient
    assert _patient(state, name="钱知秋") is None
    assert state.patients.by_id("P0") is None


def test_each_day_opens_the_shifts_of_a_week_and_leaves_those_that_there_are(state, clock):
    shift = _shift(state, full=False)
    state.call_off(shift.doctor.id, shift.day, shift.time_flag, held=False)
    state.lock("1", _shift(state, full=False), "")
    before = dict(state.shifts)
    state.open_days()
    assert state.shifts == before
    clock.move(days=1)
    state.open_days()
    assert before.items() <= state.shifts.items()
    assert max(shift.day for shift in state.shifts.values()) > max(shift.day for shift in before.values())
    assert not state.shifts[shift.reg_id].held


def test_a_lock_holds_a_place_of_its_own_shift(state, clock):
    first, other = [shift for shift in state.shifts.values() if state.free_numbers(shift)][:2]
    state.lock("1", first, "")
    assert [state.holds("1", first), state.holds("1", other), state.holds("2", first)] == [True, False, False]
    clock.move(minutes=10)
    assert not state.holds("1", first)


def test_an_order_is_paid_once_and_not_when_it_is_cancelled(state):
    shift = _shift(state, full=False)
    first = state.order("1", shift, _patient(state), "", paid=False)
    other = state.order("2", shift, _patient(state), "", paid=False)
    state.pay(first.hosp_order_id, str(shift.fee))
    state.cancel("2", "")
    for number, code in ((first.hosp_order_id, "10"), (other.hosp_order_id, "1"), ("H0", "1")):
        with pytest.raises(Refusal, match=code):
            state.pay(number, str(shift.fee))
