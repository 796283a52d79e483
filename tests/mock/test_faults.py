import pytest

from hisight.mock.faults import FAULTS, NO_FAULT
from hisight.mock.his import functions
from hisight.mock.peers import ENCRYPTED, OTHER_KEY
from hisight.protocol import RULES


def test_every_fault_has_a_name_a_call_and_words_in_both_languages():
    codes = {function.code for function in functions()}
    for name, fault in FAULTS.items():
        assert fault.name == name
        assert fault.fun_code in codes
        assert fault.words.zh.endswith("。")
        assert fault.words.en.endswith(".")


def test_every_fault_does_something():
    assert all(
        fault.edits
        or fault.key
        or fault.rule
        or fault.own_rule
        or fault.charset != "utf-8"
        or fault.delay_s
        or fault.again
        or fault.shift == "full"
        for fault in FAULTS.values()
    )


def test_both_sides_make_mistakes():
    assert {fault.side for fault in FAULTS.values()} == {"platform", "his"}


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("misnamed-field", "<DEPT_NAME>骨科</DEPT_NAME>", "<DEPARTNAME>骨科</DEPARTNAME>"),
        ("missing-field", "<NAME>甲</NAME><IDCARD>000000</IDCARD>", "<NAME>甲</NAME>"),
        ("other-date-format", "<START_DATE>2026-11-23</START_DATE>", "<START_DATE>2026/11/23</START_DATE>"),
        ("unknown-field", "<REQ></REQ>", "<REQ><OPENID>demo-000001</OPENID></REQ>"),
    ],
)
def test_a_fault_changes_what_it_names(name, before, after):
    assert FAULTS[name].document(before) == after


def test_a_too_long_address_is_too_long_for_its_128_characters():
    document = FAULTS["too-long-value"].document("<ADDRESS>示例路 1 号</ADDRESS>")
    assert len(document.removeprefix("<ADDRESS>").removesuffix("</ADDRESS>")) > 128


def test_a_wrong_key_replaces_the_right_one_and_a_rule_leaves_it():
    assert FAULTS["foreign-key"].scheme(ENCRYPTED.scheme).keys == (OTHER_KEY,)
    lower = FAULTS["lower-case-digest"].scheme(ENCRYPTED.scheme)
    assert (lower.rule, lower.keys) == ("sorted-query-key-lower", ENCRYPTED.scheme.keys)


def test_a_rule_that_is_not_quite_right_keeps_its_name():
    gbk = FAULTS["gbk-signature"].scheme(ENCRYPTED.scheme)
    assert gbk.agreed_rule == RULES["sorted-query-key"]._replace(charset="gb18030")


def test_no_fault_changes_nothing():
    assert NO_FAULT.document("<REQ><NAME>甲</NAME></REQ>") == "<REQ><NAME>甲</NAME></REQ>"
    assert NO_FAULT.scheme(ENCRYPTED.scheme) == ENCRYPTED.scheme
