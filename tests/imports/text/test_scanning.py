import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.imports.text.writing import ANSWER, REQUEST, WRITINGS

from hisight.imports.text.scanning import passages


def found(text: str) -> list[str]:
    run = text.encode()
    return [run[one.start : one.end].decode() for one in passages(run)]


def test_messages_are_found_one_behind_the_other_and_none_within_another():
    assert found(f"a{REQUEST}b{ANSWER}") == [REQUEST, ANSWER]
    outer = f"<soap:Envelope>{ANSWER}</soap:Envelope >"
    assert found(outer) == [outer]


def test_an_element_that_is_none_of_ours_is_passed_over():
    assert found("<ROOTS/><xROOT/><RESULT>1</RESULT><?xml version='1.0'?><beans/>") == []
    assert found("<?xml version='1.0'?><beans><ROOT/></beans>") == ["<ROOT/>"]


def test_a_message_that_does_not_end_goes_to_the_next_or_to_the_end_of_its_paragraph():
    assert [(one.end, one.cut) for one in passages(b"<ROOT><A><ROOT>1</ROOT>")] == [(9, True), (23, False)]
    assert [(one.end, one.cut) for one in passages(b"<ROOT>\n<A>\n\nSo far.")] == [(10, True)]
    assert [(one.end, one.cut) for one in passages(b"<ROOT>\n<A>\n2026-11-26 10:00 x")] == [(10, True)]
    assert found("<ROOT") == []


def test_base64_of_something_else_is_no_message():
    assert found("PAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA") == []


@pytest.mark.parametrize(
    "part", ["<ROOT>", "<?xml ", "&lt;ROOT&gt;", "P" + "A" * 60 + "\n", "<a:Envelope>", "%3CREQ%3E", "<ROOT>\n\n"]
)
def test_a_text_full_of_beginnings_is_read_in_a_time_that_grows_with_its_length(part):
    def took(times: int) -> float:
        run = (part * times).encode()
        begun = time.process_time()
        for _ in passages(run):
            pass
        return time.process_time() - begun

    assert took(40_000) < 30 * took(4_000) + 0.2


@given(
    st.lists(
        st.sampled_from([make(REQUEST) for make in WRITINGS.values()])
        | st.binary(max_size=30).map(lambda data: data.decode("latin-1"))
    ).map("".join)
)
def test_passages_come_in_order(text):
    position = 0
    for one in passages(text.encode()):
        assert position <= one.start < one.end
        position = one.end
