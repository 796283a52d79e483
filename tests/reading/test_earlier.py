"""What earlier calls show, from the facts that pass by: as from those that a session has stored."""

from tests.gui import recorded

from hisight.reading import summarise
from hisight.reading.earlier import Earlier


def test_it_finds_what_is_found_in_a_session_that_stores_every_call(tmp_path):
    earlier, found = Earlier(), 0
    with recorded.session(tmp_path / "a.hisight") as session:
        for number in session.numbers(after=0):
            reading = recorded.READER.read_in(session, session.get(number))
            session.store_summaries([summarise(reading)], recorded.READER.fingerprint)
            facts, keys = reading.trace
            shown = earlier.findings(facts.to_json(), [value for _, value in keys])
            assert tuple(reading.leniency.judge(shown)[0]) == reading.across, number
            found += len(shown)
    assert found


def test_a_call_shows_nothing_about_itself():
    facts, keys = recorded.reading(fun_code="2005").trace
    assert Earlier().findings(facts.to_json(), [value for _, value in keys]) == []
