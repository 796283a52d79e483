from hypothesis import given
from hypothesis import strategies as st

from hisight.capture import host_of, split_url


def test_a_url_has_its_host_and_its_path():
    parts = split_url("http://his.example:8080/his?wsdl")
    assert (parts.netloc, parts.path) == ("his.example:8080", "/his")


def test_what_is_no_url_has_neither():
    assert tuple(split_url("http://[::1")) == ("",) * 5


@given(
    st.text()
    | st.text(st.sampled_from("/?#:[]@\\a. \t"), max_size=12)
    | st.text(st.sampled_from("/?#:[]@a1"), max_size=12).map("http://h{}".format)
)
def test_the_host_is_that_of_the_whole_url(url):
    assert host_of(url) == split_url(url).netloc


@given(st.text() | st.text().map("http://[{}".format))
def test_any_text_has_parts(text):
    assert len(split_url(text)) == 5
