"""What passes once a cause is mended."""

from dataclasses import replace

from tests.report.messages import AGREED, READER, exchange, good, signing

from hisight.mock.peers import OTHER_KEY
from hisight.report.recheck import recheck
from hisight.report.symptoms import symptoms_of


def test_what_else_is_wrong_is_left_and_counted():
    lacking = good("2001", "response").replace("<DEPT_NAME>1</DEPT_NAME>", "")
    calls = [
        exchange(answering=signing(charset="gb18030")),
        exchange("2001", None, lacking, number=2, answering=signing(charset="gb18030")),
    ]
    (symptom,) = symptoms_of(READER.read(calls[0]))
    found = recheck(calls, READER, [symptom])
    assert found is not None
    assert (found.tried, found.clean, found.left, found.not_mended) == (2, 1, (("FLD001", 1),), 0)


def test_only_the_side_that_was_mended_is_judged():
    calls = [exchange(asking=signing(charset="gb18030", key_part="&key={key}"), answering=signing(charset="gb18030"))]
    request, _answer = symptoms_of(READER.read(calls[0]))
    found = recheck(calls, READER, [request])
    assert found is not None
    assert (request.direction, found.clean) == ("request", 1)


def test_where_nothing_can_be_mended_nothing_is_said():
    calls = [exchange(answering=replace(AGREED, keys=(OTHER_KEY,)))]
    assert recheck(calls, READER, symptoms_of(READER.read(calls[0]))) is None


def test_a_message_that_has_no_place_for_it_counts_as_not_mended():
    good_one, broken = exchange(), exchange(answering=signing(charset="gb18030"))
    (symptom,) = symptoms_of(READER.read(broken))
    without_sign = replace(good_one, response_body=b"<html/>")
    found = recheck([without_sign, broken], READER, [symptom])
    assert found is not None
    assert (found.tried, found.clean, found.not_mended) == (1, 1, 1)
