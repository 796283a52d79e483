"""The tables of a session file, and how older files are brought forward."""

import sqlite3

from hisight.capture import bodies, body_table
from hisight.capture.errors import SessionError
from hisight.capture.transaction import transaction
from hisight.wording import Words

APPLICATION_ID = 0x48495331
"""`HIS1` in the SQLite header: what makes a file ours."""

_MIGRATIONS = (
    """
    CREATE TABLE exchange (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started REAL NOT NULL, request_ms REAL NOT NULL, first_byte_ms REAL NOT NULL, duration_ms REAL NOT NULL,
        url TEXT NOT NULL, client TEXT NOT NULL, server TEXT NOT NULL, status INTEGER NOT NULL, error TEXT NOT NULL,
        origin TEXT NOT NULL, parent INTEGER REFERENCES exchange(id),
        request_head BLOB NOT NULL, request_body BLOB NOT NULL, response_head BLOB NOT NULL, response_body BLOB NOT NULL
    ) STRICT;
    CREATE TABLE summary (
        exchange_id INTEGER PRIMARY KEY REFERENCES exchange(id), reader TEXT NOT NULL,
        fun_code TEXT NOT NULL, function TEXT NOT NULL, title TEXT NOT NULL, effect TEXT NOT NULL, user_id TEXT NOT NULL,
        hospital_id TEXT NOT NULL, return_code TEXT NOT NULL, return_msg TEXT NOT NULL, signature TEXT NOT NULL,
        severity TEXT NOT NULL, findings INTEGER NOT NULL, failed INTEGER NOT NULL,
        verdict_zh TEXT NOT NULL, verdict_en TEXT NOT NULL, text TEXT NOT NULL
    ) STRICT;
    CREATE TABLE mark (exchange_id INTEGER PRIMARY KEY REFERENCES exchange(id), colour INTEGER NOT NULL, comment TEXT NOT NULL)
    STRICT;
    CREATE INDEX summary_reader ON summary(reader);
    """,
    # What later calls need to know of a call. Older summaries lack it: no reader made them, so they are made anew.
    """
    ALTER TABLE summary ADD COLUMN facts TEXT NOT NULL DEFAULT '';
    CREATE TABLE business_key (
        value TEXT NOT NULL, exchange_id INTEGER NOT NULL REFERENCES exchange(id), kind TEXT NOT NULL,
        PRIMARY KEY (value, exchange_id, kind)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX business_key_exchange ON business_key(exchange_id);
    UPDATE summary SET reader = ''
    """,
    # By where a call came in a profile may be chosen; which key fits is said in the list.
    """
    ALTER TABLE exchange ADD COLUMN listener TEXT NOT NULL DEFAULT '';
    ALTER TABLE summary ADD COLUMN key_label TEXT NOT NULL DEFAULT '';
    UPDATE summary SET reader = ''
    """,
    # Bodies are stored once, heads packed, and the phases of a call, what was done to it and the runs of the proxy are known.
    """
    CREATE TABLE body (
        id INTEGER PRIMARY KEY AUTOINCREMENT, key INTEGER NOT NULL, digest BLOB NOT NULL, size INTEGER NOT NULL,
        content BLOB NOT NULL
    ) STRICT;
    CREATE INDEX body_key ON body(key);
    CREATE INDEX body_spooled ON body(id) WHERE size < 0;
    CREATE TABLE body_piece (
        id INTEGER PRIMARY KEY, body_id INTEGER NOT NULL REFERENCES body(id), place INTEGER NOT NULL, content BLOB NOT NULL
    ) STRICT;
    CREATE INDEX body_piece_body ON body_piece(body_id, place);
    CREATE TABLE recording (
        id INTEGER PRIMARY KEY AUTOINCREMENT, host TEXT NOT NULL, process INTEGER NOT NULL,
        began REAL NOT NULL, beat REAL NOT NULL, ended REAL, under_way INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE exchange_with_bodies (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started REAL NOT NULL, connect_ms REAL NOT NULL, tls_ms REAL NOT NULL, request_ms REAL NOT NULL,
        first_byte_ms REAL NOT NULL, duration_ms REAL NOT NULL,
        url TEXT NOT NULL, client TEXT NOT NULL, server TEXT NOT NULL, listener TEXT NOT NULL,
        status INTEGER NOT NULL, error TEXT NOT NULL, touched TEXT NOT NULL,
        origin TEXT NOT NULL, parent INTEGER REFERENCES exchange(id),
        request_head BLOB NOT NULL, response_head BLOB NOT NULL,
        request_head_sent BLOB NOT NULL, response_head_sent BLOB NOT NULL,
        request_framing BLOB NOT NULL, response_framing BLOB NOT NULL,
        request_body INTEGER REFERENCES body(id), response_body INTEGER REFERENCES body(id),
        request_body_sent INTEGER REFERENCES body(id), response_body_sent INTEGER REFERENCES body(id)
    ) STRICT;
    INSERT INTO exchange_with_bodies
    SELECT id, started, 0, 0, request_ms, first_byte_ms, duration_ms, url, client, server, listener, status, error, '',
        origin, parent, pack(request_head), pack(response_head), x'', x'', x'', x'', keep(request_body), keep(response_body), NULL, NULL
    FROM exchange ORDER BY id;
    UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'exchange')
    WHERE name = 'exchange_with_bodies';
    INSERT INTO sqlite_sequence SELECT 'exchange_with_bodies', seq FROM sqlite_sequence
    WHERE name = 'exchange' AND NOT EXISTS (SELECT * FROM sqlite_sequence WHERE name = 'exchange_with_bodies');
    DROP TABLE exchange;
    ALTER TABLE exchange_with_bodies RENAME TO exchange;
    CREATE INDEX exchange_request_body ON exchange(request_body);
    CREATE INDEX exchange_response_body ON exchange(response_body);
    CREATE INDEX exchange_request_body_sent ON exchange(request_body_sent) WHERE request_body_sent IS NOT NULL;
    CREATE INDEX exchange_response_body_sent ON exchange(response_body_sent) WHERE response_body_sent IS NOT NULL;
    """,
    # What was read is found by indices. The first index of each table holds all that its chips and statistics look at.
    """
    CREATE TABLE content (exchange_id INTEGER PRIMARY KEY REFERENCES exchange(id), text TEXT NOT NULL) STRICT;
    CREATE TABLE field_name (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, code TEXT NOT NULL) STRICT;
    CREATE TABLE unindexed (exchange_id INTEGER PRIMARY KEY) STRICT;
    CREATE VIRTUAL TABLE content_index USING fts5(tokens, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
    CREATE INDEX summary_function ON summary
        (fun_code, return_code, failed, signature, severity, effect, user_id, hospital_id);
    CREATE INDEX summary_fun ON summary(fun_code);
    CREATE INDEX summary_code ON summary(return_code);
    CREATE INDEX summary_user ON summary(user_id);
    CREATE INDEX summary_hospital ON summary(hospital_id);
    CREATE INDEX summary_failed ON summary(failed) WHERE failed = 1;
    CREATE INDEX exchange_time ON exchange(started, duration_ms, status);
    CREATE INDEX exchange_error ON exchange(error) WHERE error <> '';
    ALTER TABLE summary DROP COLUMN text;
    UPDATE summary SET reader = ''
    """,
    # A call that came in a bundle brings the profile to read it with.
    """
    CREATE TABLE brought_profile (exchange_id INTEGER PRIMARY KEY REFERENCES exchange(id), profile TEXT NOT NULL) STRICT
    """,
)


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty file, or bring an older file forward.

    Raises SessionError when the file is a database of somebody else, or of a newer HISight.
    """
    if is_current(connection):
        return
    with transaction(connection):  # another process may be making the same file
        _bring_forward(connection)


def is_current(connection: sqlite3.Connection) -> bool:
    """True when the file has the tables of this version."""
    return _identity(connection) == (APPLICATION_ID, len(_MIGRATIONS))


def _identity(connection: sqlite3.Connection) -> tuple[int, int]:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application, version


def _bring_forward(connection: sqlite3.Connection) -> None:
    application, version = _identity(connection)
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (_, _, path), *_ = connection.execute("PRAGMA database_list")
    if application != APPLICATION_ID and tables:
        raise SessionError(
            Words(
                f"{path} 是别的程序的数据库，不是 HISight 会话。",
                f"{path} is another program's database, not a HISight session.",
            ),
            Words("请另选一个会话文件。", "Choose another session file."),
        )
    if version > len(_MIGRATIONS):
        raise SessionError(
            Words(f"会话 {path} 由更新版本的 HISight 写成。", f"the session {path} was written by a newer HISight."),
            Words("请升级 HISight。", "Upgrade HISight."),
        )
    connection.create_function("pack", 1, bodies.pack, deterministic=True)
    connection.create_function("keep", 1, lambda stored: _keep(connection, stored))
    for number, script in enumerate(_MIGRATIONS[version:], start=version + 1):
        for statement in script.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _keep(connection: sqlite3.Connection, stored: bytes) -> int | None:
    """Migration 4: the number of a body as versions 1 to 3 stored it. A damaged one stays so, and harms no other."""
    try:
        return body_table.keep(connection, bodies.unpack(stored))
    except bodies.DamagedBodyError:
        return body_table.keep_damaged(connection, stored)
