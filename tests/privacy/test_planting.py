import base64

import pytest
from tests.privacy.planting import STYLES, Search, leaks, patients


def test_no_planted_patient_is_left_in_any_format_however_it_was_written(tmp_path):
    found, left_out = leaks(len(STYLES), tmp_path)
    assert not any(found.values()), found
    # These bodies cannot be scrubbed and stay at home; all the others leave.
    assert set(left_out) <= {
        "base64",
        "base64 twice",
        "base64 of GBK",
        "hex",
        "hex of GBK",
        "UTF-8 read as GBK",
        "UTF-8 read as Latin-1",
        "attachment",
        "unreadable",
    }


def test_the_search_finds_what_is_planted(tmp_path):
    planted = patients(len(STYLES))
    search = Search(planted)
    for (style, make), one in zip(STYLES.items(), planted, strict=True):
        made = make(one)
        file = tmp_path / "bytes"
        file.write_bytes(one.told.encode() + made.request_body)
        assert set(one.values) <= search.left_in(file), style


@pytest.mark.parametrize("behind", [b"", b"x", b"xy"])
@pytest.mark.parametrize("before", [b"", b"q", b"qq"])
def test_the_search_finds_a_number_in_base64_wherever_it_begins_and_none_that_begins_alike(tmp_path, behind, before):
    (one,) = patients(1)
    file = tmp_path / "bytes"
    search = Search([one])
    for text in (one.phone, one.number):
        file.write_bytes(b"a " + base64.b64encode(behind + text.encode() + before) + b" b")
        assert search.left_in(file) == {text}
        other = text[:-1] + str((int(text[-1], 36) + 1) % 10)
        file.write_bytes(b"a " + base64.b64encode(behind + other.encode() + before) + b" b")
        assert search.left_in(file) == set()
