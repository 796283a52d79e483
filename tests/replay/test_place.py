import pytest

from hisight.replay.place import place_of


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://his.example:8080/a", "his.example", 8080),
        ("http://HIS.example./", "his.example", 80),
        ("https://his.example", "his.example", 443),
        ("http://user:secret@his.example:8080", "his.example", 8080),
        ("//his.example", "his.example", None),
        ("http://localhost:9000", "127.0.0.1", 9000),
        ("http://127.1:9000", "127.0.0.1", 9000),
        ("http://2130706433:9000", "127.0.0.1", 9000),
        ("http://[::1]:9000", "127.0.0.1", 9000),
        ("http://[::ffff:10.0.0.5]:9000", "10.0.0.5", 9000),
        ("http://[::5]:9000", "::5", 9000),
        ("http://0.0.0.0:9000", "127.0.0.1", 9000),
        ("http://his:99999/", "", None),
        ("", "", None),
    ],
)
def test_two_ways_to_write_an_address_are_one_place(url, host, port):
    assert place_of(url) == (host, port)


def test_an_address_without_a_port_covers_every_port():
    assert place_of("//his.example").covers(place_of("http://his.example:8080"))
    assert not place_of("//his.example:80").covers(place_of("http://his.example:8080"))
    assert not place_of("//his.example").covers(place_of("http://other.example"))
