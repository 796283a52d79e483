from hisight.reading.hex_dump import hex_dump


def test_a_line_has_offset_bytes_and_characters():
    first, second = hex_dump("<A>内科</A>\r\n123456".encode()).split("\n")
    assert first == "00000000  3c 41 3e e5 86 85 e7 a7  91 3c 2f 41 3e 0d 0a 31  <A>......</A>..1"
    assert second == "00000010  32 33 34 35 36                                    23456"


def test_nothing_is_nothing():
    assert hex_dump(b"") == ""
