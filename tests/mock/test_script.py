from hisight.mock.faults import FAULTS
from hisight.mock.peers import PEERS
from hisight.mock.requests import REQUESTS
from hisight.mock.script import SCRIPT


def test_every_fault_comes_within_the_first_25_calls_and_once():
    names = [step.fault.name for step in SCRIPT if step.fault.name]
    assert sorted(names) == sorted(FAULTS)
    assert set(names) == {step.fault.name for step in SCRIPT[:25] if step.fault.name}


def test_a_fault_stands_where_it_belongs():
    assert all(step.fault.fun_code == step.fun_code for step in SCRIPT if step.fault.name)


def test_every_function_and_both_hospitals_are_called():
    assert {step.fun_code for step in SCRIPT} == set(REQUESTS)
    assert {step.peer for step in SCRIPT} == set(PEERS)


def test_it_begins_with_calls_that_go_well():
    assert not SCRIPT[0].fault.name
    assert not SCRIPT[1].fault.name
