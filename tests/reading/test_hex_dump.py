from hisight.reading.hex_dump import hex_dump


def test_a_line_has_offset_bytes_and_characters():
    first, second = hex_dump("<A>内科</A>\r\n123456".encode()).split("\n")
    assert first == "00000000  3c 41 3e e5 86 85 e7 a7  91 3c 2f 41 3e 0d 0a 31  <A>......</A>..1"
    assert second == "00000010  32 33 34 35 36                                    23456"


def test_nothing_is_nothing():
    assert hex_dump(b"") == ""


def test_hidden_bytes_are_stars_across_lines():
    first, second = hex_dump(b"0123456789abcdefABC", range(14, 18)).split("\n")
    assert first == "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 ** **  0123456789abcd**"
    assert second == "00000010  ** ** 43                                          **C"


def test_of_many_bytes_both_ends_are_shown():
    lines = hex_dump(bytes(1000), most=64).split("\n")
    assert [line[:8] for line in lines] == ["00000000", "00000010", "… +936", "000003d0", "000003e0"]
    assert hex_dump(bytes(64), most=64).count("\n") == 3
