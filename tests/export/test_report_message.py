import re
from dataclasses import replace

import pytest

from hisight.export.report_message import MARKS, anchor_of, side
from hisight.protocol import Scheme, compose_root


@pytest.fixture
def departments(evidence, exchange, key):
    """An answer with so many departments, each with the same misspelt field, and one of another mistake."""

    def make(number: int, also: str = ""):
        one = "<DEPT_LIST><DEPT_ID>1</DEPT_ID><DEPARTNAME>内科</DEPARTNAME></DEPT_LIST>"
        xml = f"<RES><COUNT>{number}</COUNT>{one * number}{also}</RES>"
        scheme = Scheme("none", "sorted-query-key", (key,))
        asked = compose_root("request", {"FUN_CODE": "2001", "USER_ID": "u"}, "<REQ/>", scheme)
        told = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": "成功"}, xml, scheme)
        return evidence(replace(exchange(), request_body=asked.encode(), response_body=told.encode()))

    return make


def test_the_failing_field_is_marked_in_the_xml_with_what_is_wrong_beside_it(departments):
    call = departments(1)
    text = side(call, "response", "en")
    (row,) = re.findall(r'<tr class="value error">.*?</tr>', text)
    assert "<i>&lt;DEPARTNAME&gt;</i>" in row
    assert "<b>内科</b>" in row
    assert "→ DEPT_NAME" in row
    assert "the field DEPARTNAME should be DEPT_NAME" in row
    finding = next(one for one in call.reading.findings if one.name == "misnamed-field")
    assert f'href="#{anchor_of(call, finding)}"' in row


def test_groups_that_are_alike_are_shown_three_times_and_then_counted(departments):
    text = side(departments(50), "response", "en")
    assert text.count("<i>&lt;DEPT_LIST&gt;</i>") == text.count("<i>&lt;/DEPT_LIST&gt;</i>") == 3
    assert "… 47 more alike" in text
    assert "另有 47 个同类元素" in side(departments(50), "response", "zh")


def test_a_group_with_another_mistake_is_shown_wherever_it_stands(departments):
    other = "<DEPT_LIST><DEPT_ID>1</DEPT_ID><DEPT_NAME>内科</DEPT_NAME><DEPART_SEX>7</DEPART_SEX></DEPT_LIST>"
    text = side(departments(50, other), "response", "en")
    assert "… 47 more alike" in text
    assert "<b>7</b>" in text


def test_a_field_that_is_missing_stands_where_it_belongs(departments):
    text = side(departments(1), "response", "en")
    assert re.search(r'<tr class="missing error"><td [^>]*><i>&lt;PARENT_ID&gt;</i></td>', text)


def test_an_endless_message_is_cut_to_what_a_browser_can_show(evidence, exchange):
    body = "<RES>" + "".join(f"<A{at}>1</A{at}>" for at in range(3000)) + "</RES>"
    told = compose_root("response", {"RETURN_CODE": "0"}, body, Scheme("none", "elements-keyless"))
    text = side(evidence(replace(exchange(), response_body=told.encode())), "response", "en")
    assert text.count("<tr") < 2100


def test_a_signature_that_does_not_fit_shows_both_digests(evidence, exchange, key):
    body = exchange("none").request_body.replace("李望舒".encode(), "李望".encode(), 1)
    text = side(evidence(replace(exchange(), request_body=body)), "request", "en")
    assert '<span class="badge invalid">does not fit</span>' in text
    assert "<dt>Expected</dt>" in text
    assert "<dt>Found</dt>" in text
    assert key.secret.decode() not in text


def test_every_severity_has_a_mark_for_who_sees_no_colours():
    assert len(set(MARKS.values())) == len(MARKS) == 3
