"""hisight.capture.exchange_table"""

from dataclasses import replace

import pytest

from hisight.capture import exchange_table
from hisight.capture.bodies import DamagedBodyError
from hisight.capture.exchange import Arrival, Exchange


def test_every_field_of_an_exchange_comes_back(session, exchange):
    recorded = exchange(
        connect_ms=0.5,
        tls_ms=0.25,
        request_head_sent=b"POST / HTTP/1.1\r\n\r\n",
        response_head_sent=b"HTTP/1.1 200\r\n\r\n",
    )

    (number,) = exchange_table.insert(session._connection, [Arrival(recorded)])

    (read,) = exchange_table.select(session._connection, "WHERE e.id = ?", [number])
    assert read == replace(recorded, id=number)


def test_of_a_damaged_exchange_among_others_its_number_is_left(session, exchange):
    connection = session._connection
    whole, damaged = exchange_table.insert(connection, [Arrival(exchange())] * 2)
    connection.execute("UPDATE exchange SET response_head = x'ff' WHERE id = ?", [damaged])

    with pytest.raises(DamagedBodyError):
        exchange_table.select(connection, "ORDER BY e.id", [])
    first, left = exchange_table.select_all(connection, "ORDER BY e.id", [])
    assert (first.id, first.error) == (whole, "")
    assert (left.id, left.request_head) == (damaged, b"")
    assert left.error.startswith("damaged: ")


def test_a_body_whose_file_somebody_has_removed_is_damaged(session, exchange, tmp_path):
    arrival = Arrival(exchange(b""), request_spool=tmp_path / "gone.part")
    (number,) = exchange_table.insert(session._connection, [arrival])
    with pytest.raises(DamagedBodyError):
        exchange_table.select(session._connection, "WHERE e.id = ?", [number])


def test_heads_take_a_third_of_their_room(session):
    head = (
        b"POST /HisService HTTP/1.1\r\nHost: 10.1.2.3:9000\r\nContent-Type: text/xml; charset=utf-8\r\n"
        b'SOAPAction: "http://tempuri.org/LockReg"\r\nContent-Length: 945\r\nConnection: keep-alive\r\n\r\n'
    )
    packed = exchange_table._packed_heads([Arrival(Exchange(head, b""))])
    assert len(packed[head]) < len(head) / 2
    assert exchange_table._unpacked_head(packed[head]) == head


def test_values_of_another_kind_are_damage():
    exchange_table.require(str, ["a", ""])
    with pytest.raises(DamagedBodyError):
        exchange_table.require(bytes, [b"", None])


def test_a_lone_surrogate_is_storable_as_a_question_mark():
    assert [exchange_table.storable(value) for value in ("a\udcb2", 7, None)] == ["a?", 7, None]


def test_many_are_stored_by_few_statements_and_come_back_each_with_its_own_bodies(session, exchange):
    """Each statement lets the interpreter go, and a thread that writes beside busy ones waits long to have it again."""
    statements = []
    several = [exchange(b"%d " % number + b"<a/>" * (number % 3)) for number in range(450)]
    several[7] = exchange(several[3].request_body)  # stored once, with the others
    session._connection.set_trace_callback(statements.append)

    numbers = exchange_table.insert(session._connection, [Arrival(one) for one in several])

    session._connection.set_trace_callback(None)
    assert len(statements) <= 24
    read = exchange_table.select(session._connection, "ORDER BY e.id", [])
    assert read == [replace(one, id=number) for one, number in zip(several, numbers, strict=True)]
    (bodies,) = session._connection.execute("SELECT count(*) FROM body").fetchone()
    assert bodies == 449 + 1  # the requests but one, and the answer that all have


def test_a_spooled_body_belongs_to_its_own_call_among_others(session, exchange, tmp_path):
    spool = tmp_path / "large.part"
    spool.write_bytes(b"x" * 10)
    arrivals = [Arrival(exchange()), Arrival(exchange(b""), request_spool=spool), Arrival(exchange())]
    numbers = exchange_table.insert(session._connection, arrivals)
    carried = session._connection.execute("SELECT key FROM body WHERE size < 0").fetchall()
    assert carried == [(numbers[1],)]
