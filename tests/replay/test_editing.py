import pytest
from tests.gui import recorded

from hisight.errors import HisightError
from hisight.reading.lines import Line, lines
from hisight.replay.draft import Draft, try_out
from hisight.replay.editing import Editing

ORDER = recorded.READER.catalog.function("2007")


@pytest.fixture
def editing() -> Editing:
    reading = recorded.reading(fun_code="2007")
    times = iter(range(0, 1000, 10))
    return Editing(Draft(reading.call.exchange, reading.call.request), recorded.READER, lambda: next(times))


def tops(editing: Editing) -> tuple[Line, ...]:
    reading = try_out(editing.draft, recorded.READER).reading
    return lines(reading.subject("request"), reading.findings)


def line(editing: Editing, path: str) -> Line:
    return next(line for top in tops(editing) for line in top.walk() if line.path == path)


def test_edits_of_both_sides_are_undone_in_their_order(editing):
    recorded_xml = editing.xml
    editing.set_value(line(editing, "REQ/NAME"), "王五", tops(editing))
    by_form = editing.xml
    editing.set_xml(by_form.replace("<SEX>", "<SEX> "))
    editing.set_value(line(editing, "ROOT/USER_ID"), "other", tops(editing))
    editing.set_target("http://elsewhere.example/")
    editing.set_layer("head", "POST / HTTP/1.1\nHost: x")
    for _ in range(3):
        editing.undo()
    assert (editing.draft.fields, editing.draft.to, editing.draft.head) == ({}, "", None)
    editing.undo()
    assert editing.xml == by_form
    editing.undo()
    assert editing.draft.xml is None
    assert editing.xml == recorded_xml
    editing.redo()
    assert editing.xml == by_form
    editing.restore()
    assert editing.xml == recorded_xml
    editing.undo()
    assert editing.xml == by_form


def test_a_row_of_a_list_is_added_from_the_interface_duplicated_moved_and_removed(editing):
    group = line(editing, "REQ/RULE_GROUP[1]")
    (node,) = [node for node in editing.addable(group, ORDER) if node.name == "RULE_INFO"]
    editing.add(group, node, ORDER)
    assert editing.xml.count("<RULE_INFO>") == 2
    assert line(editing, "REQ/RULE_GROUP[1]/RULE_INFO[2]/RULE_VALUE").value == "000000199001010018"
    first = line(editing, "REQ/RULE_GROUP[1]/RULE_INFO[1]/RULE_VALUE").value
    row = line(editing, "REQ/RULE_GROUP[1]/RULE_INFO[2]")
    assert editing.move(row, -1) == "REQ/RULE_GROUP[1]/RULE_INFO[1]"
    assert line(editing, "REQ/RULE_GROUP[1]/RULE_INFO[2]/RULE_VALUE").value == first
    editing.duplicate(line(editing, "REQ/RULE_GROUP[1]/RULE_INFO[2]"))
    assert editing.xml.count(f"<RULE_VALUE>{first}</RULE_VALUE>") == 2
    editing.remove(line(editing, "REQ/RULE_GROUP[1]/RULE_INFO[3]"))
    assert editing.xml.count("<RULE_INFO>") == 2
    assert editing.move(line(editing, "REQ"), 1) == "REQ"


def test_a_field_that_is_not_there_can_be_added_where_it_belongs(editing):
    root = line(editing, "REQ")
    names = [node.name for node in editing.addable(root, ORDER)]
    assert "AGENT_ID" in names
    assert "NAME" not in names
    assert "RULE_GROUP" in names  # a list takes one more
    editing.add(root, next(node for node in editing.addable(root, ORDER) if node.name == "AGENT_ID"), ORDER)
    assert "</MOBILE><AGENT_ID>1</AGENT_ID><ORDER_TIME>" in editing.xml
    assert editing.addable(root, None) == []
    assert editing.addable(line(editing, "ROOT"), ORDER) == []
    assert editing.addable(Line("REQ/NONE", "NONE", "group"), ORDER) == []


def test_a_field_is_broken_on_purpose(editing):
    editing.break_field(line(editing, "REQ/NAME"), "misspelled")
    assert "<NMAE>" not in editing.xml
    assert "<NAEM>" in editing.xml


def test_sign_is_computed_kept_or_typed(editing):
    before = line(editing, "ROOT/SIGN").value
    assert editing.signing == "again"
    editing.keep_sign()
    editing.set_value(line(editing, "REQ/NAME"), "王五", tops(editing))
    assert (editing.signing, line(editing, "ROOT/SIGN").value) == ("kept", before)
    editing.sign_with("ABC")
    assert (editing.signing, line(editing, "ROOT/SIGN").value) == ("typed", "ABC")
    editing.sign_again()
    assert editing.signing == "again"
    assert line(editing, "ROOT/SIGN").value not in (before, "ABC")


def test_a_layer_that_no_longer_counts_takes_no_edits(editing):
    editing.set_layer("soap", "<x/>")
    editing.set_layer("root", "<ROOT/>")
    assert editing.draft.root is None
    editing.follow_again("soap")
    editing.set_layer("root", "<ROOT/>")
    assert editing.draft.root == "<ROOT/>"
    editing.set_layer("payload", "<REQ/>")
    assert editing.xml == "<REQ/>"
    with pytest.raises(HisightError):
        editing.set_layer("bytes", "no hex")


def test_an_edit_of_what_is_gone_changes_nothing(editing):
    name = line(editing, "REQ/NAME")
    editing.set_xml("<REQ/>")
    editing.set_value(name, "王五", ())
    editing.remove(name)
    assert editing.move(name, 1) == "REQ/NAME"
    assert editing.xml == "<REQ/>"


def test_another_carrier_is_no_step(editing):
    lock = recorded.reading(fun_code="2005")
    editing.set_xml("<REQ/>")
    editing.carried_by(lock.call.exchange, lock.call.request)
    editing.undo()
    assert editing.draft.request is lock.call.request
    editing.begin_with(Draft(lock.call.exchange, lock.call.request, "<REQ>1</REQ>"))
    editing.set_xml(lock.call.request.payload.xml)
    assert editing.draft.xml == lock.call.request.payload.xml  # built, not recorded: it is written all the same
    editing.restore()
    assert editing.xml == "<REQ>1</REQ>"
    editing.restart(editing.draft)
    assert not editing.can_undo
    assert not editing.can_redo
