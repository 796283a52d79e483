from typing import get_args

from hisight.checks import Severity
from hisight.export.labels import FROM, LABELS, NOTES, SEVERITIES, SIDE_NAMES
from hisight.imports.judgement import VERDICTS
from hisight.protocol.signature import Verdict
from hisight.wording import Language


def test_every_label_is_written_in_both_languages():
    for table in (LABELS, NOTES, SEVERITIES, SIDE_NAMES):
        assert all(words.zh and words.en for words in table.values())


def test_whatever_can_be_met_has_a_label():
    assert set(VERDICTS) == set(get_args(Verdict))
    assert set(SEVERITIES) == set(Severity)
    assert set(FROM) == set(get_args(Language))
