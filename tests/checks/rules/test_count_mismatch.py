import pytest

from hisight.capture import Exchange
from hisight.protocol import Scheme, compose_root
from hisight.reading import Reader

SCHEME = Scheme(rule="elements-keyless")


def answer(payload: str, count: int, elements: int) -> str:
    head, record = payload.partition("<DEPT_LIST>")[0], payload[payload.index("<DEPT_LIST>") : -len("</RES>")]
    return f"{head.replace('<COUNT>1<', f'<COUNT>{count}<')}{record * elements}</RES>"


def test_more_elements_than_count_are_found(findings, only, good_payload):
    payload = good_payload("2001", "response")
    assert findings("2001", "response", answer(payload, 2, 2)) == []
    finding = only("2001", "response", answer(payload, 1, 3))
    assert (finding.code, finding.name, finding.path) == ("FLD016", "count-mismatch", "RES/COUNT")


@pytest.mark.parametrize(
    ("page", "size", "count", "elements", "right"),
    [
        ("1", "2", 3, 2, True),
        ("2", "2", 3, 1, True),
        ("2", "2", 3, 2, False),
        ("1", "9", 3, 2, False),
        ("0", "2", 3, 1, True),
        ("x", "2", 3, 1, True),
    ],
)
def test_the_page_that_was_asked_for_has_what_it_should_have(catalog, good_payload, page, size, count, elements, right):
    asked = (
        good_payload("2001", "request")
        .replace("<PAGE_CURRENT>1<", f"<PAGE_CURRENT>{page}<")
        .replace("<PAGE_SIZE>1<", f"<PAGE_SIZE>{size}<")
    )
    request = compose_root("request", {"FUN_CODE": "2001", "USER_ID": "u"}, asked, SCHEME)
    answered = answer(good_payload("2001", "response"), count, elements)
    response = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": "成功"}, answered, SCHEME)
    exchange = Exchange(b"POST / HTTP/1.1\r\n\r\n", request.encode(), b"HTTP/1.1 200 OK\r\n\r\n", response.encode())
    found = Reader(catalog, scheme=SCHEME).read(exchange).findings
    assert ("count-mismatch" not in [one.name for one in found]) is right


def test_a_count_that_is_no_number_says_nothing_more(only, good_payload):
    assert (
        only("2001", "response", good_payload("2001", "response").replace("<COUNT>1<", "<COUNT>x<")).name
        == "not-a-number"
    )
