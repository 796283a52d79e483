import re
from dataclasses import replace

import pytest

from hisight.export.report import report
from hisight.profiles import Profile
from hisight.protocol import xml
from hisight.reading import Reader
from hisight.wording import Words


def page(*calls, language="en") -> str:
    return report(calls, ["Nothing leaves."], "2026-11-23T10:00:00+08:00", language).decode()


def test_the_report_needs_nothing_and_runs_nothing(evidence, exchange):
    text = page(evidence(exchange()))
    assert "<script" not in text
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", text)
    assert "url(" not in text
    assert "default-src 'none'" in text


def test_the_report_is_well_formed_to_the_last_tag(evidence, exchange):
    text = page(evidence(exchange()), evidence(exchange(), left_out={"request": Words("无法", "<no>")}))
    body = text[text.index("<body>") : text.index("</body>") + len("</body>")]
    xml.parse(body.replace("<br>", "<br/>"))


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["Report on HIS interface calls", "Request (platform)", "Answer (HIS)", "Signature", "Nothing leaves."]),
        ("zh", ["HIS 接口调用报告", "请求（平台）", "应答（HIS）", "待签名串", 'lang="zh-CN"']),
    ],
)
def test_a_call_is_told_completely_in_either_language(evidence, exchange, language, parts):
    call = evidence(exchange())
    text = page(call, language=language)
    finding = call.reading.findings[0]
    parts = [
        *parts,
        "#42</a> 1002 CreatePat 用户信息注册接口",
        call.reading.verdict.in_(language).partition("“")[0],
        "http://his.example:8080/his",
        "182.4 ms",
        finding.code,
        finding.path,
        "李望舒",
        "POST /his HTTP/1.1",
        "KEY=●●●●●●●●",
    ]
    for part in parts:
        assert part in text, part


def test_a_field_that_is_wrong_is_marked_where_it_stands(evidence, exchange):
    text = page(evidence(exchange()))
    (row,) = re.findall(r'<tr class="value error">.*?</tr>', text)
    assert "SEX" in row
    assert "✗" in row


def test_what_a_peer_sent_is_text_and_never_markup(evidence, exchange):
    body = b"<html><script>alert(1)</script></html>"
    text = page(evidence(replace(exchange(), response_body=body, url="http://x/<s>", error="<u>")))
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "<s>" not in text
    assert "<u>" not in text


def test_a_side_that_is_left_out_says_why(evidence, exchange):
    text = page(evidence(exchange(), left_out={"request": Words("无法", "no key for it")}))
    assert "The body was left out: no key for it" in text
    assert "<td>李望舒</td>" not in text.partition("Answer (HIS)")[0].partition("Request (platform)</h3>")[2]


def test_no_answer_and_no_finding_are_said(evidence, exchange):
    text = page(evidence(replace(exchange(), request_body=b"", response_head=b"", response_body=b"", error="refused")))
    assert "No answer came." in text
    assert "refused" in text
    assert "(empty)" in text


def test_a_call_of_an_unknown_function_is_named_as_it_named_itself(evidence, exchange):
    body = b"<ROOT><FUN_CODE>9999X</FUN_CODE></ROOT>"
    assert "#42</a> 9999X" in page(evidence(replace(exchange(), request_body=body)))
    assert "#42</a> –" in page(evidence(replace(exchange(), request_body=b"<html/>", response_body=b"<html/>")))


def test_long_values_are_cut_and_stand_whole_in_the_files(evidence, exchange):
    text = page(evidence(replace(exchange(), response_body=b"<html>" + b"x" * 5000 + b"</html>")))
    assert "x" * 401 not in text
    assert "x… (5,013 characters)" in text


def test_a_call_without_findings_says_so(evidence, exchange):
    body = exchange().request_body
    quiet = evidence(replace(exchange(), request_body=b"<ROOT><FUN_CODE>0</FUN_CODE></ROOT>", response_body=body[:0]))
    object.__setattr__(quiet.reading, "findings", ())
    assert "Nothing was found." in page(quiet)


def test_a_long_base_string_keeps_the_end_where_the_key_goes_in(evidence, exchange):
    root = f"<ROOT><FUN_CODE>{'x' * 9000}</FUN_CODE><SIGN>0</SIGN></ROOT>"
    text = page(evidence(replace(exchange(), request_body=root.encode())))
    assert re.search(r"FUN_CODE=x{591} … x+&amp;KEY=●{8}", text)


@pytest.mark.parametrize(
    ("language", "lowered", "off"),
    [
        ("en", "Error lowered to note by profile city", "1 finding switched off by profile city"),
        ("zh", "原为错误，配置 city 降为说明", "配置 city 关闭了 1 处问题"),
    ],
)
def test_what_a_profile_lowers_or_switches_off_stays_visible(
    evidence, exchange, catalog, scheme, language, lowered, off
):
    def judged(severity: str) -> str:
        city = Profile("city", severity={"unknown-code": severity})
        call = evidence(exchange())
        return page(replace(call, reading=Reader(catalog, [city], scheme).read(call.exchange)), language=language)

    assert lowered in judged("note")
    text = judged("off")
    assert f"<details><summary>{off}</summary>" in text
    assert "FLD013" in text
