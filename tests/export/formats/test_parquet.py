import importlib

import duckdb
import pytest
from tests.export.formats.pieces import joined, shown

from hisight.errors import HisightError
from hisight.export.formats import Order, parquet
from hisight.wording import Words


@pytest.fixture
def asked(tmp_path, evidence, exchange, about):
    """What DuckDB answers about a file of calls."""

    def ask(question: str, calls=None):
        file = tmp_path / "calls.parquet"
        made = joined(parquet.make(calls or [evidence(exchange())], about))
        file.write_bytes(made["calls.parquet"])
        with duckdb.connect() as connection:
            return connection.execute(question.replace("CALLS", f"'{file}'")).fetchall()

    return ask


def test_each_value_is_a_row_with_its_meaning(asked):
    rows = asked(
        "SELECT field, value, meaning, path, kind FROM CALLS WHERE path IN ('REQ/NAME', 'REQ/ID_TYPE') ORDER BY field"
    )
    assert rows == [
        ("ID_TYPE", "1", "身份证", "REQ/ID_TYPE", "value"),
        ("NAME", "李望舒", "", "REQ/NAME", "value"),
    ]


def test_each_row_knows_its_call(asked):
    question = "SELECT DISTINCT call, epoch(time), duration_ms, target, fun_code, function, return_code, signature, failed FROM CALLS"
    assert asked(question) == [
        (42, 1_795_000_000.25, 182.4, "his.example:8080", "1002", "CreatePat", "0", "valid", False)
    ]


def test_what_is_missing_is_a_row_without_a_value(asked):
    assert asked("SELECT count(*) FROM CALLS WHERE kind = 'missing' AND value IS NOT NULL") == [(0,)]
    assert asked("SELECT count(*) FROM CALLS WHERE kind = 'missing'")[0][0] > 0


def test_the_sealed_payload_and_groups_are_no_rows(asked):
    assert asked("SELECT count(*) FROM CALLS WHERE field IN ('REQ_ENCRYPTED', 'RES_ENCRYPTED', 'ROOT', 'REQ')") == [
        (0,)
    ]


def test_a_side_that_stays_at_home_has_no_rows(asked, evidence, exchange):
    calls = [evidence(exchange(), left_out={"request": Words("无法", "cannot be read")})]
    assert asked("SELECT DISTINCT direction FROM CALLS", calls) == [("response",)]


def test_many_calls_are_written_piece_by_piece(asked, evidence, exchange, monkeypatch):
    monkeypatch.setattr(parquet, "_AT_ONCE", 7)
    one = asked("SELECT count(*) FROM CALLS")[0][0]
    assert asked("SELECT count(*) FROM CALLS", [evidence(exchange())] * 3) == [(3 * one,)]


def test_without_pyarrow_it_says_how_to_get_it(evidence, exchange, about, monkeypatch):
    def missing(name: str):
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(HisightError, match=r"pip install 'hisight\[parquet\]'"):
        list(parquet.make([evidence(exchange())], about))


def test_it_leaves_scrubbed_and_is_looked_over_unpacked(session, exchange, reader, tmp_path, evidence, about):
    assert "李望舒" in shown(parquet.make([evidence(exchange())], about))
    file = tmp_path / "out.parquet"
    parquet.FORMAT.write(file, Order(session(exchange()), [1], reader))
    with duckdb.connect() as connection:
        (names,) = connection.execute(f"SELECT value FROM '{file}' WHERE path = 'REQ/NAME'").fetchall()
    assert names[0] not in ("", "李望舒")
