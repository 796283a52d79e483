"""hisight.capture.rescue"""

from random import Random

import pytest

from hisight.capture import Session, SessionError
from hisight.capture.rescue import rescue


@pytest.fixture
def damaged(tmp_path, exchange):
    """200 calls, of which some lie in pages that were overwritten."""
    file = tmp_path / "damaged.hisight"
    with Session.open(file, create=True) as session:
        session.append(
            [exchange(Random(number).randbytes(3000), url=f"http://his/{number}") for number in range(1, 201)]
        )
        session.mark(200, 2, "看这里")
        with session.connection() as connection:
            connection.execute("DELETE FROM exchange WHERE id = 100")
    content = bytearray(file.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 8 * 4096] = b"\x5a" * 8 * 4096
    file.write_bytes(content)
    return file


def test_what_can_be_read_is_saved_with_its_number_and_mark_and_the_rest_is_counted(damaged, tmp_path):
    before = damaged.read_bytes()

    rescued = rescue(damaged, tmp_path / "new.hisight")

    assert damaged.read_bytes() == before
    assert rescued.saved + len(rescued.unreadable) == 199
    assert rescued.saved > 150
    assert rescued.unreadable
    with Session.open(tmp_path / "new.hisight") as session:
        assert session.count() == rescued.saved
        for number in session.ids():
            call = session.get(number)
            assert call.url == f"http://his/{number}"
            assert call.request_body == Random(number).randbytes(3000)
        assert session.rows([200])[0].comment == "看这里"


def test_a_session_whose_table_of_calls_cannot_be_walked_is_saved_number_by_number(damaged, tmp_path, exchange):
    content = bytearray(damaged.read_bytes())
    with Session.open(damaged) as session, session.connection() as connection:
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_master WHERE name LIKE 'exchange_re%'"))
    for page in roots.values():
        content[(page - 1) * 4096 : page * 4096] = b"\x5a" * 4096
    damaged.write_bytes(content)

    assert rescue(damaged, tmp_path / "new.hisight").saved > 150


def test_a_file_of_which_nothing_can_be_read_is_said_to_be_so(tmp_path):
    file = tmp_path / "damaged.hisight"
    file.write_bytes(b"\x5a" * 9000)

    with pytest.raises(SessionError, match="nothing can be read"):
        rescue(file, tmp_path / "new.hisight")
    assert not (tmp_path / "new.hisight").exists()


def test_what_is_missing_or_taken_is_named(damaged, tmp_path):
    with pytest.raises(SessionError, match="there is no session file"):
        rescue(tmp_path / "none.hisight", tmp_path / "new.hisight")
    with pytest.raises(SessionError, match="exists"):
        rescue(damaged, damaged)
