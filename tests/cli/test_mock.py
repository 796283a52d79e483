def test_both_sides_have_a_command_of_their_own(hisight):
    done = hisight("mock", "--help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in ("his", "platform"))
