"""hisight.capture.exchange_table"""

from dataclasses import replace

import pytest

from hisight.capture import exchange_table
from hisight.capture.bodies import DamagedBodyError


def test_every_field_of_an_exchange_comes_back(session, exchange):
    recorded = exchange(
        connect_ms=0.5,
        tls_ms=0.25,
        request_head_sent=b"POST / HTTP/1.1\r\n\r\n",
        response_head_sent=b"HTTP/1.1 200\r\n\r\n",
    )

    number = exchange_table.insert(session._connection, recorded)

    (read,) = exchange_table.select(session._connection, "WHERE e.id = ?", [number])
    assert read == replace(recorded, id=number)


def test_heads_take_a_third_of_their_room(session):
    head = (
        b"POST /HisService HTTP/1.1\r\nHost: 10.1.2.3:9000\r\nContent-Type: text/xml; charset=utf-8\r\n"
        b'SOAPAction: "http://tempuri.org/LockReg"\r\nContent-Length: 945\r\nConnection: keep-alive\r\n\r\n'
    )
    assert len(exchange_table._packed_head(head)) < len(head) / 2
    assert exchange_table._unpacked_head(exchange_table._packed_head(head)) == head


def test_values_of_another_kind_are_damage():
    exchange_table.require(str, ["a", ""])
    with pytest.raises(DamagedBodyError):
        exchange_table.require(bytes, [b"", None])


def test_a_lone_surrogate_is_storable_as_a_question_mark():
    assert [exchange_table.storable(value) for value in ("a\udcb2", 7, None)] == ["a?", 7, None]
