"""hisight.capture.body_table"""

import hashlib
from random import Random

import pytest

from hisight.capture import bodies, body_table


@pytest.fixture
def table(session):
    return session._connection


def content(table, number):
    (stored,) = table.execute("SELECT content FROM body WHERE id = ?", (number,)).fetchone()
    return body_table.unpacked(table, number, stored)


def test_the_same_body_is_stored_once(table):
    first = body_table.keep(table, b"<a/>" * 100)

    assert body_table.keep(table, b"<a/>" * 100) == first
    assert body_table.keep(table, b"<b/>" * 100) != first
    assert table.execute("SELECT count(*) FROM body").fetchone() == (2,)
    assert table.execute("SELECT digest, size FROM body WHERE id = ?", (first,)).fetchone() == (
        hashlib.sha256(b"<a/>" * 100).digest(),
        400,
    )


def test_an_empty_body_needs_no_room(table):
    assert body_table.keep(table, b"") is None
    assert body_table.unpacked(table, None, None) == b""


def test_digests_that_begin_alike_are_told_apart(table, monkeypatch):
    monkeypatch.setattr(body_table, "_key", lambda _digest: 7)

    assert content(table, body_table.keep(table, b"one")) == b"one"
    assert content(table, body_table.keep(table, b"two")) == b"two"


def test_a_large_body_lies_in_pieces_and_comes_back_whole(table):
    body = Random(1).randbytes(2 * bodies.PIECE + 5)

    number = body_table.keep(table, body)

    assert body_table.keep(table, body) == number
    assert content(table, number) == body
    assert list(map(len, body_table.pieces(table, number))) == [bodies.PIECE, bodies.PIECE, 5]
    assert table.execute("SELECT size FROM body").fetchall() == [(len(body),)]


def test_a_damaged_body_stays_what_it_is(table):
    number = body_table.keep_damaged(table, b"\x09")

    with pytest.raises(bodies.DamagedBodyError):
        content(table, number)
    with pytest.raises(bodies.DamagedBodyError):
        body_table.unpacked(table, 7, None)


def test_a_piece_of_another_kind_is_damage(table):
    number = body_table.keep(table, Random(1).randbytes(bodies.PIECE + 1))
    table.execute("ALTER TABLE body_piece RENAME TO strict_one")
    table.execute("CREATE TABLE body_piece AS SELECT id, body_id, place, 7 AS content FROM strict_one")

    with pytest.raises(bodies.DamagedBodyError):
        content(table, number)
