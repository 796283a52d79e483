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
