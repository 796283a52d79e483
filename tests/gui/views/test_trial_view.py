from dataclasses import replace

import pytest

from hisight.gui.views.trial_view import TrialView
from hisight.mock import DEMO_KEY
from hisight.profiles import LockedError, Profile
from hisight.protocol import RULES
from hisight.reading.trial import Trial, try_out
from hisight.wording import Words

DEMO = Profile("demo", keys=("env:DEMO",))


@pytest.fixture
def view(qtbot, session):
    made = TrialView(session, 2)
    qtbot.addWidget(made)
    made.show()
    return made


def tried(session, profile, number=2) -> Trial:
    return try_out(profile, session.get(number), lambda reference: replace(DEMO_KEY, label=reference))


def test_it_says_which_key_opens_and_verifies(view, session):
    view.show_trial(tried(session, DEMO, 2))
    assert view.texts()[0] == "The profile matches this call"
    assert any("key env:DEMO" in text for text in view.texts())
    assert not view.take_over.isVisible()
    assert "2001" in view.call.text() or view.call.text()


def test_it_says_what_does_not_match(view, session):
    view.show_trial(tried(session, replace(DEMO, host="other", listen="1")))
    assert view.texts()[0].startswith("It does not match this call (Host, Listening port)")


def test_a_rule_that_fits_is_offered(view, session, qtbot):
    own = RULES["sorted-query-key"]._replace(name="demo", key_part="&key={key}")
    view.show_trial(tried(session, replace(DEMO, rule="demo", own_rule=own)))
    assert view.take_over.isVisible()
    with qtbot.waitSignal(view.rule_offered) as caught:
        view.take_over.click()
    assert caught.args[0].key_part == "&KEY={key}"


def test_a_cipher_that_fits_is_offered(view, session, qtbot):
    view.show_trial(tried(session, replace(DEMO, cipher="des-ecb"), 3))
    with qtbot.waitSignal(view.cipher_offered) as caught:
        view.take_over.click()
    assert caught.args[0].cipher == "none"


def test_keys_that_wait_for_a_passphrase_are_offered_to_be_unlocked(view, qtbot):
    view.show_trial(Trial((), (), (LockedError(Words("已锁定", "it is locked.")),), locked=True))
    assert view.texts()[1:] == ["It is locked.", "There is no ROOT to try it on"]
    with qtbot.waitSignal(view.unlock_requested):
        view.unlock.click()


def test_another_call_is_chosen_by_its_number(view, qtbot):
    with qtbot.waitSignal(view.call_chosen) as caught:
        view.number.setValue(3)
    assert caught.args == [3]


def test_without_a_session_it_says_what_it_is_for(qtbot):
    view = TrialView(None, 0)
    qtbot.addWidget(view)
    assert view.texts()[0].startswith("With a session open")
    assert view.number.maximum() == 0


def test_nothing_to_try_and_errors_are_said(view):
    view.show_nothing(wrong=True)
    assert view.texts() == ["It is tried as soon as it is right."]
    view.show_nothing()
    assert view.texts() == ["No profile is selected."]
    view.show_error("The disk is gone.")
    assert view.texts() == ["The disk is gone."]
