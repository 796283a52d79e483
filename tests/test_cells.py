"""hisight.cells"""

import re

from hisight import wording
from hisight.capture import Exchange, Summary
from hisight.cells import cells


def test_a_call_is_one_aligned_line():
    exchange = Exchange(b"", b"", id=42, duration_ms=181.6, started=1795687200.0)
    good = Summary(
        42, "2007", "OrderReg", return_code="0", signature="valid", verdict_zh="成功。", verdict_en="Success."
    )
    bad = Summary(42, signature="invalid", findings=3, failed=True, verdict_zh="不符。", verdict_en="Wrong.")

    assert re.fullmatch(
        r"   42  \d\d:\d\d:\d\d  2007 OrderReg {15}0       valid       -     182 ms  Success\.",
        "  ".join(cells(exchange, good)),
    )
    assert "  ".join(cells(exchange, bad)).endswith("-       INVALID     3     182 ms  Wrong.")
    assert cells(Exchange(b"", b""), bad)[1] == "-       "
    page = Summary(42, function="GET http://his.example:8080/HisService?wsdl")
    assert cells(exchange, page)[2] == "- GET http://his.example:…"
    wording.use("zh")
    assert cells(exchange, bad)[4] == "签名不符"
    assert cells(exchange, good)[7] == "成功。"
