import pytest

from hisight.capture.pausing import Breakpoint
from hisight.intercept.matching import is_meant
from hisight.intercept.sight import Sight

REQUEST = b"<ROOT><FUN_CODE>2007</FUN_CODE><USER_ID>0001</USER_ID></ROOT>"


def refuses() -> tuple[bytes, bytes]:
    raise AssertionError("the message was read")


def asked() -> Sight:
    return Sight(lambda: "http://his.example/Svc", lambda: (b"", REQUEST))


def answered(code: str) -> Sight:
    answer = f"<ROOT><RETURN_CODE>{code}</RETURN_CODE></ROOT>".encode()
    return Sight(lambda: "http://his.example/Svc", lambda: (b"", REQUEST), lambda: (b"", answer))


@pytest.mark.parametrize(
    "point",
    [
        Breakpoint(),
        Breakpoint("2007"),
        Breakpoint("2005 2007"),
        Breakpoint(user="0001"),
        Breakpoint(url="HIS.example"),
        Breakpoint(direction="request"),
        Breakpoint("2007 OrderReg", "0001", "/svc", "", "both"),
    ],
)
def test_a_request_is_meant(point):
    assert is_meant(point, asked())


@pytest.mark.parametrize(
    "point",
    [
        Breakpoint("2005"),
        Breakpoint("200"),
        Breakpoint(user="0002"),
        Breakpoint(url="/other"),
        Breakpoint(direction="response"),
        Breakpoint(return_code="0"),
    ],
)
def test_a_request_is_not_meant(point):
    assert not is_meant(point, asked())


def test_an_answer_is_meant_by_its_return_code():
    for code, wanted, meant in [
        ("0", "0", True),
        ("0", "!0", False),
        ("5", "!0", True),
        ("", "!0", False),
        ("5", "", True),
    ]:
        assert is_meant(Breakpoint("2007", return_code=wanted), answered(code)) is meant
    assert not is_meant(Breakpoint(direction="request"), answered("0"))


def test_what_costs_nothing_is_compared_first():
    unread = Sight(lambda: "http://his.example/", refuses)
    assert not is_meant(Breakpoint("2007", direction="response"), unread)
    assert not is_meant(Breakpoint("2007", url="other"), unread)
    assert is_meant(Breakpoint(), unread)
