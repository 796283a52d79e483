"""The acceptance sheet as a page."""

import re
from dataclasses import replace

import pytest
from tests.report.messages import exchange

from hisight.protocol import xml
from hisight.report.as_html import as_html
from hisight.report.trend import trend


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_needs_nothing_else_and_runs_nothing(demo_report, language):
    page = as_html(demo_report, language).decode()
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|\son\w+=|src=|url\(|@import", page)
    assert not re.search(r"https?://", page)


def test_it_says_in_both_languages_what_was_tried_and_what_failed(demo_report):
    chinese, english = (as_html(demo_report, language).decode() for language in ("zh", "en"))
    for part in ("HIS 接口验收报告", "9/47", "主要原因", "医院方", "平台方", "验收意见", "没有调用过的功能（38 个）"):
        assert part in chinese
    for part in ("acceptance report", "9/47", "For the hospital", "Functions that were not called (38)", "#22"):
        assert part in english


def test_there_is_room_for_two_signatures(demo_report):
    assert as_html(demo_report, "en").decode().count("Signature</span>") == 2


def test_no_text_becomes_markup(demo_report):
    coverage = replace(demo_report.coverage, sessions=("<img src=x>&amp;.hisight",))
    page = as_html(replace(demo_report, coverage=coverage), "en").decode()
    assert "<img" not in page
    assert "&lt;img src=x&gt;&amp;amp;.hisight" in page


def test_the_tags_are_well_formed(demo_report):
    page = as_html(demo_report, "zh").decode()
    body = page[page.index("<body>") : page.index("</body>") + len("</body>")]
    xml.parse(re.sub(r"<wbr>", "", body))


def test_a_trend_has_its_section_and_without_one_there_is_none(demo_report):
    with_trend = replace(
        demo_report, steps=tuple(trend(demo_report.coverage, demo_report.coverage)), since="before.hisight"
    )
    assert "Since before.hisight" in as_html(with_trend, "en").decode()
    assert "Since" not in as_html(demo_report, "en").decode()


def test_a_session_without_trouble_says_so(report_of):
    page = as_html(report_of([exchange()]), "en").decode()
    assert "Nothing was found that needs mending." in page


def test_optional_fields_that_were_never_met_are_only_named(demo_report):
    page = as_html(demo_report, "en").decode()
    assert "Optional, and never met:" in page
