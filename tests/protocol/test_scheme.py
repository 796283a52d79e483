from hisight.protocol import Key, Scheme


def test_a_key_never_shows_in_its_repr():
    key = Key.from_text(" 0123456789ABCDEF\r\n", "test")
    assert key.secret == b"0123456789ABCDEF"
    assert "0123" not in repr(key) + repr(Scheme(keys=(key,)))


def test_the_first_key_seals():
    one, two = Key.from_text("1"), Key.from_text("2")
    assert Scheme(keys=(one, two)).key == one
    assert Scheme().key is None
