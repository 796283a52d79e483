import base64
import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.explain.writings import WRITINGS, undone

TEXT = "ab+/cd+/ef=="


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("percent", quote(TEXT, safe="")),
        ("references", TEXT.replace("+", "&#43;")),
        ("references", html.escape('"' + TEXT).replace("&quot;", "&#32;")),
        ("quoted", f'"{TEXT}"'),
        ("quoted", json.dumps(TEXT).replace("/", "\\/")),
        ("quoted", TEXT.replace("/", "\\/") + "\\r\\n"),
        ("twice", base64.b64encode(TEXT.encode()).decode()),
        ("twice", TEXT.encode().hex()),
    ],
)
def test_what_happened_to_a_text_is_undone(name, written):
    assert undone(written)[name].strip() == TEXT


def test_a_text_to_which_nothing_happened_has_no_other_before():
    assert undone(TEXT) == {}
    assert undone("'unfinished \\") == {}


@given(st.text(max_size=60))
def test_any_text_is_looked_at_without_an_error(text):
    assert set(undone(text)) <= set(WRITINGS)
