"""A reading, and its way to another process."""

import pickle

import pytest
from tests.gui import recorded

from hisight.checks import Severity
from hisight.reading import summarise
from hisight.reading.reading import Reading


@pytest.mark.parametrize("fault", ["", "slot-full", "wrong-key", "sent-twice", "missing-field", "gbk-signature"])
def test_its_parts_make_the_same_reading_beside_the_same_catalog(fault):
    reading = recorded.reading(fault)
    parts = pickle.loads(pickle.dumps(reading.parts))
    again = Reading.of_parts(parts, recorded.READER.catalog)
    assert again.findings == reading.findings
    assert (again.verdict, again.failed, again.function) == (reading.verdict, reading.failed, reading.function)
    assert summarise(again) == summarise(reading)
    catalog = pickle.dumps(recorded.READER.catalog)
    assert len(pickle.dumps(reading.parts)) < len(catalog) / 4  # which stays where it is


def test_the_worst_finding_says_how_bad_it_is():
    assert recorded.reading().worst is None
    assert recorded.reading("missing-field").worst is Severity.ERROR
    assert recorded.reading("wrong-charset").worst is Severity.WARNING


def test_what_earlier_calls_show_comes_in_by_its_severity_and_silences_what_saw_the_same(tmp_path):
    with recorded.session(tmp_path / "a.hisight") as session:
        joined = [
            reading
            for number in session.numbers(after=0)
            if (reading := recorded.READER.read_in(session, session.get(number))).across
        ]
    assert joined
    for reading in joined:
        assert set(reading.across) <= set(reading.findings)
        ranks = [finding.severity.rank for finding in reading.findings]
        assert ranks == sorted(ranks)
