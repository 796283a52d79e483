import zipfile
from dataclasses import replace
from functools import partial

import pytest

from hisight.errors import HisightError
from hisight.export.departure import CancelledError
from hisight.export.formats.format import About, Order, Piece, as_file, as_files, facts_of
from hisight.privacy import PrivacyError


def told(calls, about):
    """A format that writes one line for each call."""
    for call in calls:
        yield Piece("a.txt", f"{call.exchange.url}\n".encode())


def told_apart(calls, about):
    """A format that writes a file for each call."""
    for call in calls:
        yield Piece(f"{call.exchange.id}.txt", call.exchange.url.encode())


def leaking(calls, about):
    """A format that writes what it has from elsewhere."""
    yield Piece("a.txt", b"-")
    list(calls)
    yield Piece("b.txt", b"-", shown="李望舒".encode())


@pytest.fixture
def order(session, exchange, reader):
    return Order(session(exchange(), exchange(said="成功")), [2, 1, 2], reader)


def test_each_call_leaves_once_in_the_order_that_was_asked_for(order, tmp_path):
    file = tmp_path / "out.txt"
    result = as_file(told)(file, order)
    assert (result.file, result.calls, result.left_out) == (file, 2, ())
    assert result.replaced["name"] == 1
    assert file.read_text() == "http://his.example:8080/his\n" * 2


@pytest.mark.parametrize("write", [as_file(leaking), as_files(leaking)])
def test_what_hides_a_patient_is_not_written(order, tmp_path, write):
    with pytest.raises(PrivacyError, match=r"would still be in b\.txt"):
        write(tmp_path / "out", order)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".out", "out"))] == []


def test_patient_data_is_kept_only_when_no_policy_is_named(order, tmp_path):
    result = as_file(leaking)(tmp_path / "out", replace(order, policy=None))
    assert result.replaced == {}


def test_several_files_are_a_zip_or_a_new_folder(order, tmp_path):
    as_files(told_apart)(tmp_path / "out.zip", order)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.namelist() == ["2.txt", "1.txt"]
    as_files(told_apart)(tmp_path / "out", order)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["1.txt", "2.txt"]
    with pytest.raises(HisightError, match="is a folder"):
        as_files(told_apart)(tmp_path / "out", replace(order, overwrite=True))


def test_the_name_of_the_file_names_no_patient(order, tmp_path):
    with pytest.raises(PrivacyError, match="the name of the file"):
        as_file(told)(tmp_path / "李望舒.txt", order)


def test_a_number_of_ours_is_no_patient(session, exchange, reader, tmp_path):
    calls = session(exchange(duration_ms=1990.0))

    def timed(calls, about, facts=""):
        for _ in calls:
            yield Piece("a.txt", b"P00071234", facts=facts)

    with pytest.raises(PrivacyError, match=r"a\.txt"):
        as_file(timed)(tmp_path / "out", Order(calls, [1], reader))
    as_file(partial(timed, facts="P00071234"))(tmp_path / "out", Order(calls, [1], reader))


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


def test_notes_go_along_only_where_that_is_ordered_and_without_patients(order, tmp_path):
    order.session.mark(1, 2, "ask 李望舒 again")

    def noted(calls, about):
        for call in calls:
            yield Piece("a.txt", about.noted(call).comment.encode())

    as_file(noted)(tmp_path / "without", order)
    as_file(noted)(tmp_path / "with", replace(order, notes=True))
    assert (tmp_path / "without").read_bytes() == b""
    told = (tmp_path / "with").read_text("utf-8")
    assert told.startswith("ask ")
    assert told.endswith(" again")
    assert "李望舒" not in told


def test_a_body_that_stays_at_home_is_told(session, exchange, reader, tmp_path):
    sealed = exchange(request_body=b"\x00\x01 nobody knows what")
    result = as_file(told)(tmp_path / "out", Order(session(sealed), [1], reader))
    assert [(one.id, one.direction) for one in result.left_out] == [(1, "request")]


def test_whoever_opens_the_file_is_told_what_became_of_the_patients(catalog):
    assert "throwaway key ABCD" in About("en", catalog, "ABCD").note
    assert "ABCD" in About("zh", catalog, "ABCD").note
    assert "do not pass this on" in About("en", catalog).note


def test_numbers_of_a_call_are_about_no_patient(evidence, exchange):
    facts = facts_of(evidence(exchange(duration_ms=1234.0))).splitlines()
    assert "1234.0" in facts
    assert "1002 CreatePat" in facts
