from hypothesis import given
from hypothesis import strategies as st

from hisight.intercept import touch
from hisight.intercept.touch import DEEDS, Touch


def test_what_was_done_is_said_in_one_sentence():
    text = touch.written([Touch("request", "paused", "3.2 s"), Touch("response", "delayed", "3000 ms", "slow HIS")])

    assert touch.sentence(text).en == (
        'The request was held at a breakpoint (3.2 s); the answer was delayed (3000 ms), by the rule "slow HIS".'
    )
    assert touch.sentence(text).zh == "请求被断点暂停 3.2 s；应答被延迟 3000 ms（规则“slow HIS”）。"
    assert touch.sentence("").en == touch.sentence("").zh == ""


@given(
    st.lists(
        st.builds(Touch, st.sampled_from(["request", "response"]), st.sampled_from(sorted(DEEDS)), st.text(), st.text())
    )
)
def test_deeds_are_read_as_they_were_written_but_for_blanks(touches):
    read = touch.read(touch.written(touches))
    assert [(one.direction, one.deed) for one in read] == [(one.direction, one.deed) for one in touches]
    assert [one.rule for one in read] == [" ".join(one.rule.split()) for one in touches]


@given(st.text())
def test_any_text_is_read(text):
    assert isinstance(touch.sentence(text).en, str)
