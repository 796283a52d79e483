import re

import pytest
from tests.gui import recorded

from hisight.catalog import published
from hisight.errors import HisightError
from hisight.protocol import Scheme
from hisight.reading import Reader
from hisight.replay.beginnings import from_earlier, from_sample, from_template, renewed
from hisight.replay.new_call import NewCall
from hisight.replay.templates import Template

CATALOG = published()
LOCK = CATALOG.function("2005")


@pytest.fixture
def session(tmp_path):
    with recorded.session(tmp_path / "a.hisight") as opened:
        yield opened


def test_the_sample_is_for_the_hospital_and_has_numbers_of_its_own():
    begin = from_sample(NewCall(LOCK, recorded.READER), "SL09")
    assert "<HOSPITAL_ID>SL09</HOSPITAL_ID>" in begin.make()
    assert re.search(r"<LOCK_ID>20\d{15}</LOCK_ID>", begin.make())
    assert not begin.ages


def test_earlier_calls_of_the_function_come_latest_first(session):
    begins = list(from_earlier(NewCall(LOCK, recorded.READER, session)))
    numbers = [int(begin.words.en.split()[1]) for begin in begins]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 6
    assert any("200505" in begin.words.zh for begin in begins)
    assert begins[0].make() == recorded.READER.read(session.get(numbers[0])).call.request.payload.xml
    assert list(from_earlier(NewCall(LOCK, recorded.READER))) == []


def test_a_call_that_cannot_be_decrypted_is_no_beginning(session):
    keyless = NewCall(CATALOG.function("2009"), Reader(CATALOG, scheme=Scheme()), session)
    with pytest.raises(HisightError, match="cannot be read"):
        list(from_earlier(keyless))[-1].make()


def test_what_was_kept_gets_new_numbers_and_times():
    xml = "<REQ><LOCK_ID>2014101010101</LOCK_ID><REG_ID>5</REG_ID></REQ>"
    begin = from_template(Template("mine", "2005", xml))
    assert (begin.make(), begin.ages) == (xml, True)
    assert "2014101010101" not in renewed(xml, LOCK)
    assert "<REG_ID>5</REG_ID>" in renewed(xml, LOCK)
    assert renewed("no xml", LOCK) == "no xml"
    cancel = "<REQ><CANCEL_DATE>2014-01-01 10:00:00</CANCEL_DATE></REQ>"
    assert "2014" not in renewed(cancel, CATALOG.function("2009"))
