import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol import Scheme, line_ends, markup, open_message, soap_answer


def answer(payload: str, message: str = "ok", write=markup.cdata) -> str:
    return f"<ROOT><RETURN_CODE>0</RETURN_CODE><RETURN_MSG>{message}</RETURN_MSG><RES_ENCRYPTED>{write(payload)}</RES_ENCRYPTED></ROOT>"


def bare(body: str) -> list[str]:
    message = open_message("response", body.encode(), lambda _: Scheme())
    return line_ends.bare_in_envelope(message) + [node.name for node in line_ends.bare_in_payload(message)]


@pytest.mark.parametrize("write", [markup.cdata, markup.escape, str])
@pytest.mark.parametrize("wrap", [str, lambda text: soap_answer("X", text, "urn:x")])
def test_a_lone_lf_is_told_from_cr_lf_through_every_layer(write, wrap):
    assert bare(wrap(answer("<RES><A>1\n2</A></RES>", write=write))) == ["A"]
    # What `escape` writes is a reference, what the others write a character: neither may be mistaken.
    assert bare(wrap(answer("<RES><A>1\r\n2</A></RES>", write=write))) == []
    assert bare(wrap(answer("<RES><A>1\r\n2</A><B>1\n2</B></RES>", write=write))) == ["B"]
    assert bare(wrap(answer("<RES><A>1&#13;&#10;2</A></RES>", write=write))) == []
    assert bare(wrap(answer("<RES><A><![CDATA[1\r\n2\n3]]></A></RES>", write=write))) == ["A"]


def test_layout_is_no_value():
    assert bare(answer("<RES>\n  <A>\n1\n</A>\n  <B\n/>\n<C>  1\r\n   </C>\r\n</RES>")) == []
    assert bare("<RES>\r\n<A\r\n>1\n2</A></RES>") == ["A"]


def test_base64_in_lines_is_no_text():
    assert bare(f"<RES><A>{'QUJD' * 19}\n{'QUJD' * 4}=</A></RES>") == []


def test_a_lone_cr_is_no_cr_lf():
    assert bare("<RES><A>1\r2</A></RES>") == ["A"]


def test_the_values_of_root_count_too():
    assert bare(answer("", "a\nb")) == ["RETURN_MSG"]
    assert bare(soap_answer("X", answer("", "a\r\nb"), "urn:x")) == []
    assert bare(soap_answer("X", answer("<RES><A>1\r\n2</A></RES>", "a\nb"), "urn:x")) == ["RETURN_MSG"]


def test_a_doubly_escaped_answer_is_looked_through():
    twice = soap_answer(
        "X",
        markup.escape(answer("<RES><A>1\n2</A></RES>", write=lambda text: markup.escape(markup.escape(text)))),
        "urn:x",
    )
    assert bare(twice) == ["A"]
    assert bare(twice.replace("1\n2", "1\r\n2")) == []


@given(st.text(st.sampled_from("<>/AB \r\n&#13;]["), max_size=40))
def test_any_payload_is_looked_through(text):
    bare(answer(f"<RES><A>{text}</A></RES>"))
