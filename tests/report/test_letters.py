"""A cause, told to who can mend it."""

from dataclasses import replace

import pytest
from tests.report.messages import exchange, signing
from tests.report.test_causes import trouble

from hisight.report.letters import examples, headline, letter, mended
from hisight.report.recheck import Recheck
from hisight.wording import NOTHING, Words


def test_the_headline_says_how_many_whose_and_what(report_of):
    report = report_of(trouble(41))
    assert headline(report.causes[0], report.troubled).en == (
        "38 of 41: HIS: it signs otherwise than agreed: the bytes signed are GBK (GB18030)"
    )
    assert headline(report.causes[0], report.troubled).zh.startswith("41 次中 38 次：HIS 方：签名与约定不同：")


def test_the_letter_says_what_where_when_what_to_do_and_what_that_brings(report_of):
    report = report_of(trouble(41))
    told = letter(report.causes[0], report.troubled)
    for part in (
        "41 failed or do not conform",
        "In your answers of 2001 GetDeptInfo",
        "Please sign so that the bytes signed are UTF-8.",
        "2001 GetDeptInfo (#1)",
        "and 33 more",
        "36 conform then, 2 still have: a required field is missing (FLD001, 2)",
    ):
        assert part in told.en
    for part in ("您好", "贵方 2001 GetDeptInfo 的应答中", "36 次符合接口", "缺少必填字段（FLD001，2 次）", "谢谢"):
        assert part in told.zh


def test_nobody_is_written_to_about_business(report_of):
    report = report_of(trouble(41))
    assert report.causes[1].first.side == "business"
    assert letter(report.causes[1], report.troubled) == NOTHING


def test_a_platform_is_told_of_its_requests(report_of):
    report = report_of([exchange("2001", asking=signing(charset="gb18030", key_part="&key={key}"))])
    assert "In your requests of 2001" in letter(report.causes[0], 1).en


def test_the_network_is_told_as_nobodys_message(report_of):
    made = replace(exchange(), response_head=b"", response_body=b"", error="refused: x")
    report = report_of([made])
    assert "the HIS refused the connection" in letter(report.causes[0], 1).en
    assert "your" not in letter(report.causes[0], 1).en


@pytest.mark.parametrize(("calls", "more"), [(5, ""), (6, "and 1 more")])
def test_no_more_than_some_calls_are_named(report_of, calls, more):
    report = report_of([exchange(number=place, answering=signing(charset="gb18030")) for place in range(calls)])
    told = examples(report.causes[0]).en
    assert told.count("#") == 5
    assert more in told
    assert ("more" in told) == bool(more)


def test_what_only_the_author_knows_is_said(report_of):
    (cause,) = report_of([exchange(answering=signing(charset="gb18030"))]).causes
    how = Words("填", "filled")
    assert "only you can know" in mended(replace(cause, recheck=Recheck(how, 0, 0, (), 3))).en
    assert mended(replace(cause, recheck=None)) == NOTHING
    assert mended(replace(cause, recheck=Recheck(how, 0, 0, ()))) == NOTHING
