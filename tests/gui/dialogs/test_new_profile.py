import pytest

from hisight.gui.dialogs.new_profile import NewProfile


@pytest.fixture
def ask(qtbot):
    def make(host: str, *taken: str) -> NewProfile:
        dialog = NewProfile(host, taken)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


@pytest.mark.parametrize(
    ("host", "taken", "name"),
    [
        ("his.example:8080", (), "his-example-8080"),
        ("his.example:8080", ("his-example-8080", "his-example-8080-2"), "his-example-8080-3"),
        ("", (), "peer"),
        ("[::1]:80", (), "1-80"),
    ],
)
def test_a_name_is_offered_that_needs_no_quotes_and_is_free(ask, host, taken, name):
    assert ask(host, *taken).name.text() == name


def test_name_and_host_are_needed_and_the_name_must_be_new(ask):
    dialog = ask("his:80", "city")
    dialog.name.setText(" ")
    dialog.create.click()
    assert "both a name and a host" in dialog.problem.text()
    dialog.name.setText("city")
    dialog.create.click()
    assert "There is a profile city already" in dialog.problem.text()
    assert dialog.isVisible()
    dialog.name.setText("city-2")
    dialog.create.click()
    assert dialog.result() == NewProfile.DialogCode.Accepted
