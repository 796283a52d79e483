import pytest
from PySide6.QtWidgets import QLineEdit

from hisight.gui.profile_words import RULE
from hisight.gui.views.rule_form import RuleForm
from hisight.profiles import ProfileError
from hisight.profiles.rule_entries import CHOICES, ENTRIES, read_rule
from hisight.protocol import RULES


@pytest.fixture
def form(qtbot):
    made = RuleForm()
    qtbot.addWidget(made)
    return made


def read(form):
    return read_rule(form.entries(), "city", lambda entry, why, _remedy: ProfileError(why))


def test_every_entry_has_a_field():
    assert set(RULE) == set(ENTRIES)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_that_is_shown_is_given_back(form, rule, qtbot):
    with qtbot.assertNotEmitted(form.edited):
        form.show_rule(rule)
    assert read(form) == rule._replace(name="city")


@pytest.mark.parametrize("entry", CHOICES)
def test_every_value_can_be_chosen(form, entry, qtbot):
    form.show_rule(RULES["sorted-query-key"])
    for value in CHOICES[entry]:
        form.fields[entry].choose(value)
        assert getattr(read(form), entry) == value


def test_names_are_typed_with_blanks_or_commas_between_them(form, qtbot):
    form.show_rule(RULES["sorted-query-key"])
    field = form.fields["request_fields"]
    assert isinstance(field, QLineEdit)
    with qtbot.waitSignal(form.edited):
        field.setText("FUN_CODE, SIGN_TYPE  USER_ID")
    assert read(form).request_fields == ("FUN_CODE", "SIGN_TYPE", "USER_ID")
    form.fields["uppercase"].choose("false")
    assert read(form).uppercase is False
