"""A session file that somebody sent, or that a failing disk left behind."""

import tempfile
from contextlib import closing, suppress
from pathlib import Path

from hisight.capture import Exchange, Filter, Session, SessionError

_PLACE = 4
"""Bytes of a patch that say where it goes."""


def _whole() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.hisight"
        with closing(Session.open(file, create=True)) as session:
            body = b"<REQ><A>1</A></REQ>" * 40
            session.append(
                [Exchange(b"POST / HTTP/1.1\r\n\r\n", body, b"HTTP/1.1 200 OK\r\n\r\n", body, "http://a/")] * 3
            )
            session._connection.execute("PRAGMA journal_mode = DELETE")
        return file.read_bytes()


_WHOLE = _whole()


def read(data: bytes) -> None:
    """Read a good session file with patches of `data`: a place of four bytes, a length of one, that many bytes, and again.

    Data that begin with `SQL` are a file of their own.
    """
    made = bytearray(_WHOLE)
    while not data.startswith(b"SQL") and len(data) > _PLACE:
        at, length = int.from_bytes(data[:_PLACE]) % len(made), data[_PLACE]
        patch, data = data[_PLACE + 1 : _PLACE + 1 + length], data[_PLACE + 1 + length :]
        made[at : at + len(patch)] = patch
    with tempfile.TemporaryDirectory() as folder, suppress(SessionError):
        file = Path(folder) / "a.hisight"
        file.write_bytes(data if data.startswith(b"SQL") else made)
        with Session.open(file) as session:
            _read_all(session)


def _read_all(session: Session) -> None:
    numbers = session.ids(Filter("a or 号源 or A=1", failed=True)) or session.ids()
    for ask in (
        lambda: session.among(Filter("fun:1 or A>1 or value:abcd or time:10:02"), numbers[:50]),
        lambda: session.values(numbers[:50], "A"),
        lambda: session.known_values(""),
        lambda: session.known_values("fun"),
        session.statistics,
        session.index,
        session.unread_count,
        lambda: session.rows(numbers[:50]),
        lambda: session.since(0),
        lambda: list(session.exchanges(numbers[:50])),
        lambda: session.unread("reader"),
        lambda: session.facts(["key"], "reader", before=9, limit=9),
        lambda: session.having(["key"], near=1, limit=9),
        session.count,
        session.last_id,
        lambda: session.mark(1, 2, "comment"),
    ):
        with suppress(SessionError):
            ask()
