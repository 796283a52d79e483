from dataclasses import replace

import pytest

from hisight.capture import Row, Summary
from hisight.gui.models.call_columns import COLUMNS, text_of

SUMMARY = Summary(7, "2005", "LockReg", "号源锁定接口", "write", "u1", "h1", "0", "成功", "valid", "", 0, failed=False)
ROW = Row(7, 1_795_000_000.0, 12.4, "http://his.example:8080/svc", 200, "", "proxy", None, 0, "", SUMMARY)


def cell(key: str, row: Row = ROW, **summary):
    column = next(column for column in COLUMNS if column.key == key)
    return column.cell(replace(row, summary=replace(row.summary, **summary)) if summary else row)


def shown(key: str, row: Row = ROW, **summary) -> tuple[str, str, str]:
    """Text, role and icon of the first piece."""
    first = cell(key, row, **summary)[0]
    return first.text, first.role, first.icon


def test_a_function_is_its_code_name_and_title():
    assert text_of(cell("function")) == "2005 LockReg 号源锁定接口"
    assert text_of(cell("function", function="", title="")) == "2005"


@pytest.mark.parametrize(("effect", "icons"), [("read", []), ("write", ["write"]), ("money", ["money"]), ("", [])])
def test_what_changes_data_or_moves_money_has_an_icon(effect, icons):
    assert [piece.icon for piece in cell("function", effect=effect) if piece.icon] == icons


def test_a_replay_points_to_its_original_and_a_comment_shows_at_the_end():
    tail = [piece for piece in cell("function", replace(ROW, parent=42, comment="look")) if piece.at_end]
    assert [(piece.text, piece.icon) for piece in tail] == [("", "comment"), ("↩ 42", "")]


def test_a_call_that_nobody_has_read_shows_its_path():
    row = replace(ROW, summary=None)
    assert text_of(cell("function", row)) == "/svc"
    assert [text_of(cell(key, row)) for key in ("code", "sign", "findings", "user", "hospital", "message")] == [
        "…", "…", "", "", "", "",
    ]  # fmt: skip


def test_a_return_code_says_by_icon_and_text_whether_the_call_failed():
    assert shown("code") == ("0", "ok", "check")
    assert shown("code", return_code="200505", failed=True) == ("200505", "error", "error")
    assert shown("code", return_code="", failed=True) == ("HTTP 200", "error", "error")
    assert shown("code", return_code="", failed=False) == ("HTTP 200", "muted", "")
    assert shown("code", replace(ROW, error="refused")) == ("no reply", "error", "error")
    assert shown("code", replace(ROW, status=0)) == ("no reply", "error", "error")


@pytest.mark.parametrize(
    ("verdict", "text", "icon"),
    [
        ("valid", "ok", "signature-ok"),
        ("valid-with-deviation", "differs", "signature-ok"),
        ("invalid", "BAD", "signature-bad"),
        ("unsigned", "none", "signature-none"),
        ("unknown-key", "no key", "signature-unknown"),
        ("", "-", ""),
    ],
)
def test_a_signature_is_icon_and_word(verdict, text, icon):
    first = cell("sign", signature=verdict)[0]
    assert (first.text, first.icon) == (text, icon)


def test_findings_are_counted_by_the_worst_and_notes_are_not():
    assert cell("findings") == ()
    assert shown("findings", severity="warning", findings=3) == ("3", "warning", "warning")
    assert shown("findings", severity="note", findings=0) == ("", "note", "note")


def test_slow_calls_stand_out():
    assert shown("ms") == ("12", "muted", "")
    assert cell("ms", replace(ROW, duration_ms=1234.6))[0].bold
    assert text_of(cell("ms", replace(ROW, duration_ms=1234.6))) == "1,235"


def test_what_is_hidden_at_first_tells_where_and_who():
    texts = {column.key: text_of(column.cell(ROW)) for column in COLUMNS if column.hidden}
    assert texts == {"target": "his.example:8080", "user": "u1", "hospital": "h1", "message": "成功", "comment": ""}


def test_a_call_that_was_touched_has_an_icon():
    assert [piece.icon for piece in cell("function", replace(ROW, touched="request\tedited\t\t")) if piece.at_end] == [
        "touched"
    ]
