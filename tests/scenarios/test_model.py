def test_a_scenario_knows_whether_it_needs_a_clock_that_moves(written):
    step = '[[steps]]\nfunction = "NetTest"\n'
    assert not written(step).moves_the_clock
    assert written(step + '[[steps]]\nclock = "+1 s"\n').moves_the_clock
