from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.errors import HisightError
from hisight.intercept.rules import Rule, load, own_file, read, write

ALL = (
    Rule("一", function="2007 OrderReg", user="0001", url="/x", direction="request", delay_ms=5, wrong_sign=True, encode_as="gbk"),
    Rule("b", on=False, return_code="1", cut_after=3, answer="catalog"),
    Rule("c", answer="call", session="/s.hisight", call=3),
    Rule("d", answer="file", file="/a.xml"),
)  # fmt: skip


def test_rules_come_back_as_they_were_written(tmp_path):
    assert read(write(ALL)) == ALL
    assert write(()) == ""
    file = tmp_path / "rules.toml"
    assert load(file) == ()
    file.write_text(write(ALL) + '[[rule]]\nanswer = "file"\nfile = "own.xml"\n', encoding="utf-8")
    assert load(file)[-1] == Rule("5", answer="file", file=str(tmp_path / "own.xml"))
    assert own_file().name == "rules.toml"
    assert str(Rule("slow", "2007").words) is not None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("rule = 1", "[[rule]]"),
        ("[rule]\nname = 'a'", "[[rule]]"),
        ("nonsense", "cannot be read"),
        ("[[rule]]\ndelay = 3", "delay_ms"),
        ("[[rule]]\nname = 'a'\ndelay_ms = '3'", "rule a: delay_ms has a wrong value"),
        ("[[rule]]\ndelay_ms = -3", "wrong value"),
        ("[[rule]]\ndelay_ms = 600001", "at most"),
        ("[[rule]]\nname = 3", "name has a wrong value"),
        ("[[rule]]\ndirection = 'up'", "one of request, response"),
        ("[[rule]]\nanswer = 'mock'", "one of catalog, call, file"),
        ("[[rule]]\nanswer = 'call'\ncall = 3", "needs session and call"),
        ("[[rule]]\nanswer = 'file'", "needs file"),
        ("[[rule]]\ndirection = 'request'\ncut_after = 3", "for answers only"),
        ("[[rule]]\nencode_as = 'klingon'", "klingon is not known"),
    ],
)
def test_a_mistake_is_named(text, says):
    with pytest.raises(HisightError) as raised:
        read(text)
    assert says in str(raised.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(HisightError):
        load(tmp_path)
    (tmp_path / "a.toml").write_bytes(b"\xff")
    with pytest.raises(HisightError, match=r"a\.toml"):
        load(Path(tmp_path / "a.toml"))


ENTRIES = st.dictionaries(
    st.sampled_from(["name", "delay_ms", "answer", "on", "x"]), st.sampled_from(["1", "'a'", "true", "[]"])
)


@given(
    st.text() | ENTRIES.map(lambda entry: "[[rule]]\n" + "\n".join(f"{key} = {value}" for key, value in entry.items()))
)
def test_any_text_is_read_or_is_a_named_mistake(text):
    with suppress(HisightError):
        assert all(isinstance(rule, Rule) for rule in read(text))
