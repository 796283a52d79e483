import pytest
from tests.gui import recorded

from hisight.gui.views.live_rule_form import LiveRuleForm
from hisight.intercept.rules import Rule


@pytest.fixture
def form(qtbot) -> LiveRuleForm:
    made = LiveRuleForm(recorded.READER.catalog)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    "rule",
    [
        Rule(
            "a", function="2007 OrderReg", user="u", url="/x", delay_ms=5, return_code="1", cut_after=9, encode_as="gbk"
        ),
        Rule("b", answer="call", session="s.hisight", call=42),
        Rule("c", answer="file", file="a.xml"),
        Rule("d", direction="request", wrong_sign=True),
        Rule("e", answer="catalog"),
    ],
)
def test_a_rule_comes_back_as_it_was_shown(qtbot, form, rule):
    with qtbot.assertNotEmitted(form.changed):
        form.show_rule(rule)
    assert form.rule() == rule
    assert (form.file.isVisible(), form.call.isVisible()) == (rule.answer in ("call", "file"), rule.answer == "call")


def test_what_is_for_answers_only_is_not_offered_for_requests(qtbot, form):
    form.show_rule(Rule("a", answer="catalog", return_code="1", cut_after=3))
    with qtbot.waitSignal(form.changed):
        form.direction.choose("request")
    assert not form.answer.isEnabled()
    assert form.rule() == Rule("a", direction="request")
