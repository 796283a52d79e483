from hisight.checks.lazily import lazily


class Counted:
    asked = 0

    @lazily
    def answer(self) -> int:
        """What it is."""
        self.asked += 1
        return 42


def test_it_is_worked_out_when_somebody_asks_and_only_once_for_each_instance():
    one, other = Counted(), Counted()
    assert (one.answer, one.answer, one.asked, other.asked) == (42, 42, 1, 0)


def test_the_class_shows_what_it_is():
    assert isinstance(Counted.answer, lazily)
    assert Counted.answer.__doc__ == "What it is."
