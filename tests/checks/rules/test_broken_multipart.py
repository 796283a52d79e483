import pytest

BODY = "--b\r\nContent-Type: text/xml\r\n\r\n{}\r\n--b--"


@pytest.fixture
def answered(exchanged):
    """What is found in an answer whose ROOT stands in MIME parts."""
    root = "<ROOT><RETURN_CODE>0</RETURN_CODE></ROOT>"

    def run(boundary: str, body: str = BODY) -> list:
        answer = body.format(root)
        found = exchanged(answer, status=f"200 OK\r\nContent-Type: multipart/related; {boundary}\r\nX-Then: x")
        return [finding for finding in found if finding.code.startswith("NET")]

    return run


def test_parts_that_are_told_apart_as_declared_are_no_finding(answered):
    assert answered("boundary=b") == []


def test_a_boundary_that_is_not_the_declared_one_is_named(answered):
    (finding,) = answered("boundary=a")
    assert (finding.code, finding.name) == ("NET007", "broken-multipart")
    assert finding.message.en == "the boundary is declared as a, the body uses b."


def test_an_end_that_is_missing_is_named(answered):
    (finding,) = answered("boundary=b", BODY.removesuffix("\r\n--b--"))
    assert finding.message.en == "the last boundary --b-- is missing."


def test_parts_in_which_nothing_was_found_are_no_soap(answered):
    (finding,) = answered("boundary=a", "no parts")
    assert (finding.code, finding.message.en) == ("NET004", "the boundary a is not in the body.")
