import json

import pytest
from tests.gui import recorded

from hisight.cli.export_preview import show_preview
from hisight.privacy import KEEP_EVERYTHING, STANDARD

ORDER = recorded.number("", "2007")


@pytest.fixture
def session(tmp_path):
    with recorded.session(tmp_path / "calls.hisight") as opened:
        yield opened


def test_each_field_is_a_line_with_what_its_values_become(session, capsys):
    show_preview(session, [ORDER], recorded.READER, STANDARD, as_json=False)
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split()[0] == "field"
    assert any(line.startswith("NAME") and "→ 测试" in line for line in lines)


def test_what_is_kept_shows_nothing_in_its_place(session, capsys):
    show_preview(session, [ORDER], recorded.READER, KEEP_EVERYTHING, as_json=False)
    assert "→" not in capsys.readouterr().out


def test_programs_get_json(session, capsys):
    show_preview(session, [ORDER], recorded.READER, STANDARD, as_json=True)
    name = next(one for one in json.loads(capsys.readouterr().out) if one["field"] == "NAME")
    assert (name["kind"], name["values"], name["treatment"]) == ("name", 1, "replace")
    assert name["found"].endswith("/NAME")


def test_a_call_without_patients_says_so(session, capsys):
    show_preview(session, [1], recorded.READER, STANDARD, as_json=False)
    assert capsys.readouterr().out == "No patient values were found.\n"
