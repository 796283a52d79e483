"""hisight.capture.inserting"""

import sqlite3
from contextlib import closing

import pytest

from hisight.capture.inserting import insert


@pytest.fixture
def table():
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE some (id INTEGER PRIMARY KEY AUTOINCREMENT, one TEXT, two BLOB)")
        yield connection


@pytest.mark.parametrize("count", [0, 1, 2, 3, 127, 128, 129, 200, 300])
def test_every_row_is_there_in_order_under_the_number_that_is_told(table, count):
    table.execute("INSERT INTO some (one, two) VALUES ('before', x'')")
    rows = [(str(place), b"%d" % place) for place in range(count)]

    numbers = insert(table, "some (one, two)", rows)

    assert numbers == range(2, 2 + count) or not count
    assert len(numbers) == count
    found = table.execute("SELECT id, one, two FROM some WHERE id > 1 ORDER BY id").fetchall()
    assert found == [(number, *row) for number, row in zip(numbers, rows, strict=True)]


def test_any_number_of_rows_is_inserted_by_few_different_statements(table):
    said = set()
    table.set_trace_callback(lambda statement: said.add(statement.count("(")))
    for count in range(1, 300):
        insert(table, "some (one, two)", [("x", b"")] * count)

    assert len(said) < 10
