"""hisight.capture.filtering.filter"""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hisight.capture import Filter, Summary
from hisight.capture.filtering import QueryError


@pytest.fixture(params=["indexed", "not indexed yet", "indexed twice"])
def calls(session, exchange, request):
    """1 is fine, 2 was refused, 3 has a wrong signature, 4 got no answer, 5 is slow and was never read, 6 deviates."""
    noon = datetime(2026, 11, 26, 12, 0, 30).timestamp()
    session.append(
        [
            exchange(started=noon),
            exchange(started=noon + 60),
            exchange(started=noon + 86400, origin="replay", parent=1),
            exchange(error="Connection refused", response_head=b"", url="https://other.example:8443/x?y=(1)"),
            exchange(duration_ms=1000.0),
            exchange(response_head=b"HTTP/1.1 500 Oops\r\n\r\n"),
        ]
    )
    everywhere = (("", "http://his.example/his"),)
    summaries = [
        Summary(
            1,
            fun_code="1001",
            function="NetTest",
            effect="read",
            user_id="0001",
            return_code="0",
            signature="valid",
            values=(("A", "ORDER_ID"), ("B", "100%"), ("B", "A_B"), ("C", "C\\D"), ("", "NetTest"), *everywhere),
        ),
        Summary(
            2,
            fun_code="2007",
            function="OrderReg",
            title="预约和挂号",
            effect="write",
            return_code="200505",
            failed=True,
            values=(
                ("RETURN_MSG", "号源已满"),
                ("LOCK_ID", "L0012345"),
                ("SEX", "1"),
                ("FEE", "1250"),
                ("PATIENT_NAME", "张三"),
                ("PATIENT_NAME", "李四"),
                ("lower", "x y\nz"),
                ("", "2007 预约和挂号"),
                *everywhere,
            ),
        ),
        Summary(
            3,
            fun_code="4002",
            effect="money",
            signature="invalid",
            severity="error",
            findings=2,
            values=(
                ("ORDER_ID", "L0012345"),
                ("FEE", "90"),
                ("ID_NO", "000000199001011234"),
                ("@finding", "SIG001"),
                ("DAY", "2026-11-26"),
                *everywhere,
            ),
        ),
        Summary(4, failed=True, values=(("", "Connection refused"),)),
        Summary(
            6, fun_code="2007", signature="valid-with-deviation", severity="note", hospital_id="H1", return_code="7"
        ),
    ]
    session.store_summaries(summaries, "r")
    if request.param != "not indexed yet":
        session.index()
    if request.param == "indexed twice":
        changed = [Summary(number, values=(("LOCK_ID", "L0012345"), ("X", "号源张三"))) for number in range(1, 7)]
        session.store_summaries(changed[:4], "s")
        session.index()
        session.store_summaries(summaries, "r")
        session.index()
    session.mark(2, 3, "问过 Li")
    return session


_CHIPS = [
    (Filter(), [1, 2, 3, 4, 5, 6]),
    (Filter(failed=True), [2, 4]),
    (Filter(bad_signature=True), [3, 6]),
    (Filter(findings=True), [3]),
    (Filter(slow=True), [5]),
    (Filter(writes=True), [2, 3]),
    (Filter(writes=True, failed=True), [2]),
    (Filter("code!=0", failed=True), [2, 4]),
]


def test_a_filter_lets_through_what_satisfies_all_of_it(calls):
    answers = [(chosen, list(calls.ids(chosen))) for chosen, _ in _CHIPS]
    assert answers == _CHIPS


_TERMS = [
    ("nettest", [1]),
    ("号源", [2]),
    ("源", [2]),
    ("号源已", [2]),
    ("号满", []),
    ("2007 已满", [2]),
    ("2007 NetTest", []),
    ("refused", [4]),
    ("his.example", [1, 2, 3]),
    ("100%", [1]),
    ("%", [1]),
    ("A_B", [1]),
    ("AxB", []),
    ("C\\D", [1]),
    ("LOCK_ID", []),
    ("ORDER_ID", [1]),
    ("12345", [2, 3]),
    ('"张三李四"', []),
    ('"ORDER_ID 100%"', []),
    ('"y z"', []),
    ("not 号源", [1, 3, 4, 6]),
    ('"\' OR 1=1 --"', []),
    ("fun:2007", [2, 6]),
    ("fun:orderreg or fun:预约", [2]),
    ("fun!=2007", [1, 3, 4]),
    ("not fun!=2007", [2, 6]),
    ("fun:2007 code!=0", [2, 6]),
    ("fun:2007 not code:7", [2]),
    ("user:0001 or hospital:H1", [1, 6]),
    ("sign:bad", [3, 6]),
    ("sign:differs", [6]),
    ("sign!=valid", [2, 3, 4, 6]),
    ("sev>=note", [3, 6]),
    ("sev<=note", [1, 2, 4, 6]),
    ("sev>error or sev<none", []),
    ("sev:错误", [3]),
    ("sev>none sev<error", [6]),
    ("failed:yes", [2, 4]),
    ("failed:no", [1, 3, 6]),
    ("not failed:no", [2, 4]),
    ("failed!=no", [2, 4]),
    ("writes:no", [1, 4, 6]),
    ("ms>=1000", [5]),
    ("ms<1000 status:200", [1, 2, 3]),
    ("status=500 or status:0", [4, 6]),
    ("id>2 id<=4", [3, 4]),
    ("id!=1", [2, 3, 4, 5, 6]),
    ("url:8443", [4]),
    ("host:OTHER.example", [4]),
    ("host:http", []),
    ("host=his.example", [1, 2, 3, 5, 6]),
    ("origin:replay", [3]),
    ("time:2026-11-26", [1, 2]),
    ("time:12:00 id<5", [1, 3]),
    ("time>12:00:30 time<=2026-11-26", [2]),
    ("time>=2026-11-26T12:01 id<5 time<2026-11-27", [2]),
    ("time>12:00 time<2026-11-27", [2]),
    ("mark:3", [2]),
    ("mark:0", [1, 3, 4, 5, 6]),
    ("mark>0 or mark>5", [2]),
    ("comment:li", [2]),
    ("comment=li", []),
    ('comment!=""', [2]),
    ('comment:"" id<3', [1, 2]),
    ("LOCK_ID=L0012345", [2]),
    ("LOCK_ID!=L0012345", [1, 3, 4, 6]),
    ("LOCK_ID:0123", [2]),
    ("LOCK_ID:l0012", [2]),
    ("LOCK_ID=L001234", []),
    ("SEX=1", [2]),
    ("SEX>=1", [2]),
    ("FEE>100", [2]),
    ("FEE<=90 or FEE<1", [3]),
    ("DAY>=2026-11-01 DAY<2026-12-01", [3]),
    ("DAY>x", []),
    ('SEX=""', [1, 3, 4, 6]),
    ('SEX!=""', [2]),
    ('SEX:""', [2]),
    ("NEVER_SEEN=1 or NEVER_SEEN>1", []),
    ("NEVER_SEEN!=1 id<3", [1, 2]),
    ("B=A_B", [1]),
    ("@lower:'y", []),
    ('@lower="x y\nz"', [2]),
    ("PATIENT_NAME=李四", [2]),
    ("PATIENT_NAME=李", []),
    ("patient:张三", [2]),
    ("patient:000000199001011234", [3]),
    ("patient:L0012345 or receipt:L0012345", []),
    ("patient!=张三", [1, 3, 4, 6]),
    ("value:L0012345", [2, 3]),
    ("value:012345", []),
    ("value:1", [2]),
    ("finding:sig001", [3]),
    ("(号源 or nettest) mark:0", [1]),
    ("号源 or ms>=1000", [2, 5]),
    ("fun:4002 or 号源 or status:500", [2, 3, 6]),
    ("not (号源 or fun:1001)", [3, 4, 6]),
    ("not (号源 fun:2007)", [1, 3, 4, 6]),
    ("fun:2007 号源", [2]),
    ("fun:2007 or 源", [2, 6]),
]


def test_every_kind_of_term_is_answered_exactly(calls):
    answers = [(text, list(calls.ids(Filter(text)))) for text, _ in _TERMS]
    assert answers == _TERMS
    several = [1, 2, 3, 5, 2000]
    among = [(text, calls.among(Filter(text), several)) for text, _ in _TERMS]
    assert among == [(text, set(several) & set(numbers)) for text, numbers in _TERMS]


def test_a_text_that_cannot_be_understood_is_refused_by_whoever_asks(session):
    with pytest.raises(QueryError):
        session.ids(Filter("fnu:1"))


@given(st.lists(st.sampled_from([*(text for text, _ in _TERMS), "(", ")", "or", "not", '"\ud800"', "\x00", "ms>5"])))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_what_is_understood_is_answered(session, pieces):
    try:
        assert list(session.ids(Filter(" ".join(pieces)))) == []
    except QueryError as error:
        pieces = error
