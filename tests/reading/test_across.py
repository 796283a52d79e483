import pytest

from hisight.capture import Exchange, Session
from hisight.checks import Severity
from hisight.protocol import Scheme, compose_root
from hisight.reading import Reader, summarise

PLAIN = Scheme("none", "elements-keyless")


def call(fun_code: str, asked: str, told: str = "", code: str = "0", **changes) -> Exchange:
    request = compose_root("request", {"FUN_CODE": fun_code, "USER_ID": "u"}, asked, PLAIN)
    answer = compose_root("response", {"RETURN_CODE": code, "RETURN_MSG": "-"}, told, PLAIN)
    return Exchange(b"POST / HTTP/1.1", request.encode(), b"HTTP/1.1 200 OK", answer.encode(), **changes)


ORDER = "<REQ><ORDER_ID>K1</ORDER_ID></REQ>"


@pytest.fixture
def reader(catalog) -> Reader:
    return Reader(catalog, scheme=PLAIN)


@pytest.fixture
def across(tmp_path, reader):
    """What the calls before it show of the last of some calls, all of them stored as they come."""
    with Session.open(tmp_path / "s.hisight", create=True) as session:

        def tell(*exchanges: Exchange):
            for number in session.append(exchanges):
                reading = reader.read_in(session, session.get(number))
                session.store_summaries([summarise(reading)], reader.fingerprint)
            return reading

        tell.session = session
        yield tell


def test_a_call_is_read_together_with_those_before_it(across):
    reading = across(call("2007", ORDER), call("2009", ORDER, started=1.0), call("2007", ORDER, started=2.0))
    assert [(one.name, one.calls) for one in reading.across] == [("used-after-cancel", (2,))]
    assert set(reading.across) < set(reading.findings)
    assert [one.severity.rank for one in reading.findings] == sorted(one.severity.rank for one in reading.findings)


def test_calls_that_come_later_change_nothing(across, reader):
    first = across(call("2007", ORDER)).findings
    across(call("2007", ORDER, started=1.0))
    assert reader.read_in(across.session, across.session.get(1)).findings == first


def test_what_another_reader_has_read_is_not_relied_on(across, catalog):
    across(call("2007", ORDER), call("2007", ORDER, started=1.0))
    other = Reader(catalog, scheme=Scheme("none", "sorted-query-key"))
    assert other.read_in(across.session, across.session.get(2)).across == ()


def test_a_rule_that_sees_another_side_of_the_same_mistake_gives_way(across):
    page = "<REQ><DEPT_ID>-1</DEPT_ID><PAGE_CURRENT>{}</PAGE_CURRENT><PAGE_SIZE>2</PAGE_SIZE></REQ>"
    rows = "<DEPT_LIST><DEPT_ID>1</DEPT_ID></DEPT_LIST><DEPT_LIST><DEPT_ID>2</DEPT_ID></DEPT_LIST>"
    answer = f"<RES><COUNT>3</COUNT>{rows}</RES>"
    first = call("2001", page.format(1), answer)
    second = call("2001", page.format(2), answer, started=1.0)
    names = [one.name for one in across(first, second).findings]
    assert "repeated-page" in names
    assert "count-mismatch" not in names


def test_the_verdict_of_a_refusal_names_the_call_that_explains_it(across):
    reading = across(call("2007", ORDER), call("2007", ORDER, code="200708", started=1.0))
    assert reading.verdict.en.startswith("The HIS refused (200708): -. ")
    assert next(one for one in reading.across).severity is Severity.WARNING


def test_a_session_that_has_nothing_of_it_says_nothing(across):
    assert across(call("1001", "<REQ><HOSPITAL_ID>1</HOSPITAL_ID></REQ>")).across == ()
    assert across(Exchange(b"GET / HTTP/1.1", b"")).across == ()


def test_calls_that_are_not_stored_yet_count_like_those_that_are(across, reader):
    calls = [call("2007", ORDER), *(call("2003", ORDER, started=float(place)) for place in range(1, 25))]
    calls.append(call("2009", ORDER, started=30.0))
    stored = across(*calls, call("2007", ORDER, started=31.0))
    before = [summarise(reader.read_in(across.session, across.session.get(number))) for number in range(1, 27)]
    with Session.open(across.session.path.with_name("fresh.hisight"), create=True) as fresh:
        (*_, last) = fresh.append([*calls, call("2007", ORDER, started=31.0)])
        for split in (0, 3, 20, 26):
            fresh.store_summaries(before[:split], reader.fingerprint)
            assert reader.read_in(fresh, fresh.get(last), recent=before[split:]).findings == stored.findings
