import zipfile
from dataclasses import replace

import pytest

from hisight.errors import HisightError
from hisight.export.departure import CancelledError
from hisight.export.formats.format import About, Made, Order, as_file, as_files, facts_of
from hisight.privacy import PrivacyError


def told(calls, about):
    """A format that writes one line for each call."""
    return Made({"a.txt": "\n".join(call.exchange.url for call in calls).encode()})


def leaking(calls, about):
    """A format that writes what it has from elsewhere."""
    list(calls)
    return Made({"a.txt": b"-"}, {"hidden": "李望舒".encode()})


@pytest.fixture
def order(session, exchange, reader):
    return Order(session(exchange(), exchange(said="成功")), [2, 1, 2], reader)


def test_each_call_leaves_once_in_the_order_that_was_asked_for(order, tmp_path):
    file = tmp_path / "out.txt"
    result = as_file(told)(file, order)
    assert (result.file, result.calls, result.left_out) == (file, 2, ())
    assert result.replaced["name"] == 1
    assert file.read_text() == "http://his.example:8080/his\nhttp://his.example:8080/his"


@pytest.mark.parametrize("write", [as_file(leaking), as_files(leaking)])
def test_what_hides_a_patient_is_not_written(order, tmp_path, write):
    with pytest.raises(PrivacyError, match="would still be in hidden"):
        write(tmp_path / "out", order)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".out", "out"))] == []


def test_patient_data_is_kept_only_when_no_policy_is_named(order, tmp_path):
    result = as_file(leaking)(tmp_path / "out", replace(order, policy=None))
    assert result.replaced == {}


def test_several_files_are_a_zip_or_a_new_folder(order, tmp_path):
    as_files(told)(tmp_path / "out.zip", order)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.namelist() == ["a.txt"]
    as_files(told)(tmp_path / "out", order)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.txt"]
    with pytest.raises(HisightError, match="is a folder"):
        as_files(told)(tmp_path / "out", replace(order, overwrite=True))


def test_neither_a_file_that_exists_nor_the_session_is_replaced(order, tmp_path):
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(HisightError, match="--force"):
        as_file(told)(tmp_path / "out", order)
    with pytest.raises(HisightError, match="is the session itself"):
        as_file(told)(order.session.path, replace(order, overwrite=True))
    as_file(told)(tmp_path / "out", replace(order, overwrite=True))
    assert (tmp_path / "out").read_bytes() != b"mine"


def test_it_tells_how_far_it_is_and_stops_when_asked(order, tmp_path):
    seen = []
    as_file(told)(tmp_path / "out", replace(order, progress=lambda done, steps: seen.append((done, steps))))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    with pytest.raises(CancelledError):
        as_file(told)(tmp_path / "other", replace(order, cancelled=lambda: True))
    assert not (tmp_path / "other").exists()


def test_a_body_that_stays_at_home_is_told(session, exchange, reader, tmp_path):
    sealed = exchange(request_body=b"\x00\x01 nobody knows what")
    result = as_file(told)(tmp_path / "out", Order(session(sealed), [1], reader))
    assert [(one.id, one.direction) for one in result.left_out] == [(1, "request")]


def test_whoever_opens_the_file_is_told_what_became_of_the_patients(catalog):
    assert "throwaway key ABCD" in About("en", catalog, "ABCD").note
    assert "ABCD" in About("zh", catalog, "ABCD").note
    assert "do not pass this on" in About("en", catalog).note


def test_numbers_of_a_call_are_about_no_patient(evidence, exchange):
    facts = list(facts_of(evidence(exchange(duration_ms=1234.0))))
    assert "1234.0" in facts
    assert "1002 CreatePat" in facts
