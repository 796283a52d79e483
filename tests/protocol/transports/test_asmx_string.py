import pytest
from tests.protocol.transports.samples import ESCAPED, ROOT

from hisight.protocol import transports


@pytest.mark.parametrize(
    ("name", "kind"),
    [("string xmlns='http://tempuri.org/'", "asmx-string"), ("string", "asmx-string"), ("out", "none")],
)
def test_an_answer_of_the_form_binding_is_read_and_written(name, kind):
    text = f"<?xml version='1.0'?>\r\n<{name}>{ESCAPED}</{name.split()[0]}>"
    found, problems = transports.read(text)
    assert (found.kind, found.inner, found.argument, problems) == (kind, ROOT, name.split()[0], ())
    assert found.wrap(text, "<ROOT/>") == text.replace(ESCAPED, "&lt;ROOT/&gt;")


def test_a_string_with_words_holds_no_root():
    found, (problem,) = transports.read("<string xmlns='http://tempuri.org/'>failed</string>")
    assert (found.kind, problem.kind) == ("none", "no-root")
