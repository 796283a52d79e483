from hisight.protocol.diagnosis import cause


def test_a_place_counts_characters_from_one():
    assert cause.place("ab\n中文x", 5) == (2, 3)
    assert cause.place("", 0) == (1, 1)
    assert cause.place("a\r\nb", 3) == (2, 1)


def test_what_is_shown_is_one_short_line():
    assert cause.shown(" a \n b ") == "a b"
    assert cause.shown("x" * 41) == "x" * 40 + "…"
    assert cause.shown("a" + " " * 1_000_000 + "b") == "a…"


def test_tags_are_listed_once_each_and_not_endlessly():
    assert cause.listed(["A", "B", "A"]).zh == "<A>、<B>"
    assert cause.listed(list("ABCD")) == ("<A>、<B>、<C>……", "<A>, <B>, <C> and others")


def test_a_broken_tag_knows_itself_and_what_follows():
    text = "<A>x< / B >y</ C ></D>"
    broken = cause.Broken(text, 4, 10, "A", closed=True)
    assert (broken.inside, broken.written, broken.next_closing) == (" / B ", "< / B >", "C")
    assert broken.to_be("</B>") == (4, 11, "</B>")
    assert cause.Broken(text, 18, len(text) - 1, "", closed=False).behind == len(text) - 1
    assert cause.Broken("<", 0, 1, "", closed=False).next_closing == ""
