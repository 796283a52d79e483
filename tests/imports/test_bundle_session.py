import pytest
from tests.bundles import bundle, manifest_with, pack, written
from tests.gui.recorded import READER, exchanges

from hisight.capture import Session
from hisight.errors import HisightError
from hisight.export import export_calls
from hisight.imports.bundle_session import CancelledError, verify
from hisight.imports.errors import UnreadableFileError
from hisight.profiles import Profile
from hisight.protocol import Scheme
from hisight.reading import Reader


@pytest.fixture
def stranger(catalog) -> Reader:
    """A reader on a machine that knows no key and no profile."""
    return Reader(catalog)


def test_on_another_machine_without_keys_every_verdict_is_the_same(tmp_path, stranger):
    verified = verify(written(tmp_path), stranger)
    assert verified.alike
    assert list(verified.lines()) == []
    assert verified.calls == len(exchanges())
    assert verified.words.en.endswith(f"{len(exchanges())} verdicts recomputed, all alike.")
    with Session.open(verified.session) as session:
        assert {one.origin for one in session.since(0)} == {"import"}
        readings = [stranger.of(session).read_in(session, one) for one in session.since(0)]
        originals = [READER.read(one) for one in exchanges()]
    for reading, original in zip(readings, originals, strict=True):
        ours, theirs = (
            {message.direction: message.signature.verdict for message in one.call.messages}
            for one in (reading, original)
        )
        if reading.call.exchange.request_body:
            assert ours == theirs, reading.call.exchange.id
    assert session.path.parent.name == "opened"


def test_the_same_bytes_open_the_same_session_with_the_marks_made_there(tmp_path, stranger):
    first = verify(written(tmp_path), stranger).session
    with Session.open(first) as session:
        session.mark(1, 3, "mine")
    assert verify(written(tmp_path), stranger).session == first
    with Session.open(first) as session:
        assert session.rows([1])[0].comment == "mine"


def test_a_verdict_that_was_written_otherwise_is_named_with_both_versions(tmp_path, stranger):
    def lie(manifest):
        manifest["calls"][2]["judged"] = {
            "verdict": {"zh": "成功。", "en": "Success."},
            "signatures": {"request": "valid", "response": "valid"},
            "findings": [],
        }

    verified = verify(written(tmp_path, manifest_with(lie)), stranger)
    assert not verified.alike
    assert [one.number for one in verified.differing] == [3]
    lines = [words.en for words in verified.lines()]
    assert lines[0].startswith("#3 verdict: written “Success.”, now “The answer of the HIS does not conform")
    assert "#3 found only now: FLD003 answer RES/DEPT_LIST/DEPARTNAME (error), 9 times" in lines
    assert lines[-1].startswith("written by HISight")
    assert "1 differ." in verified.words.en


def test_a_changed_message_is_named_and_judged_as_it_is_now(tmp_path, stranger):
    def change(members):
        body = members["calls/0001/response.body"]
        members["calls/0001/response.body"] = body.replace(b"SIGN", b"SIGM")

    verified = verify(written(tmp_path, change), stranger)
    assert [damage.name for damage in verified.damage] == ["calls/0001/response.body"]
    assert [one.number for one in verified.differing] == [1]


def test_as_recorded_and_without_the_key_nothing_is_called_different(tmp_path, stranger):
    file = written(tmp_path, keep_patient_data=True)
    here, elsewhere = verify(file, READER), verify(file, stranger)
    assert here.alike
    assert elsewhere.keyless > 0
    assert elsewhere.differing == ()
    assert "sealed with a key that is not known here" in elsewhere.words.en


def test_calls_are_judged_as_leniently_as_they_were(tmp_path, stranger, catalog):
    file = tmp_path / "lenient.hisight.zip"
    lenient = Reader(catalog, [Profile("city", severity={"misnamed-field": "off"})], READER._scheme)
    with Session.open(tmp_path / "a.hisight", create=True) as session:
        export_calls(session, session.append(exchanges()[:3]), lenient, file)
    assert verify(file, stranger).alike


def test_what_other_calls_show_counts_only_where_they_are_in_the_bundle(tmp_path, stranger):
    with Session.open(tmp_path / "a.hisight", create=True) as session:
        numbers = session.append(exchanges())
        readings = []
        for number in numbers:
            from hisight.reading import summarise

            reading = READER.read_in(session, session.get(number))
            session.store_summaries([summarise(reading)], READER.fingerprint)
            readings.append(reading)
        resting = next(one for one in readings if one.across and one.across[0].calls)
        number = resting.call.exchange.id
        for ids in ([number], [*resting.across[0].calls, number]):
            file = tmp_path / f"{len(ids)}.hisight.zip"
            export_calls(session, ids, READER, file)
            verified = verify(file, stranger)
            assert verified.alike, list(verified.lines())
            with Session.open(verified.session) as opened:
                again = stranger.of(opened).read_in(opened, opened.get(number))
            assert bool(again.across) == (len(ids) > 1)


def test_a_session_is_kept_where_it_is_wanted_and_nothing_is_overwritten(tmp_path, stranger):
    target = tmp_path / "kept.hisight"
    assert verify(written(tmp_path), stranger, target).session == target
    with pytest.raises(HisightError, match="exists"):
        verify(written(tmp_path), stranger, target)
    with pytest.raises(HisightError, match="there is no folder"):
        verify(written(tmp_path), stranger, tmp_path / "none" / "kept.hisight")


def test_who_cancels_leaves_nothing_behind(tmp_path, stranger):
    target, steps = tmp_path / "kept.hisight", []
    with pytest.raises(CancelledError):
        verify(written(tmp_path), stranger, target, lambda *step: steps.append(step), cancelled=lambda: len(steps) > 5)
    assert len(steps) == 6
    assert [path.name for path in tmp_path.iterdir() if "kept" in path.name] == []


def test_progress_counts_to_the_end(tmp_path, stranger):
    steps = []
    verify(written(tmp_path), stranger, progress=lambda *step: steps.append(step))
    assert steps[-1] == (2 * len(exchanges()),) * 2
    assert [done for done, _ in steps] == list(range(1, len(steps) + 1))


def test_a_file_that_cannot_be_read_is_one_line(tmp_path, stranger):
    with pytest.raises(UnreadableFileError):
        verify(tmp_path / "none.zip", stranger)
    other = tmp_path / "other.zip"
    pack(other, {"a": b""})
    with pytest.raises(UnreadableFileError):
        verify(other, stranger)
    assert not list(tmp_path.rglob("*.part*"))


def test_a_folder_that_nobody_may_write_is_one_line(tmp_path, stranger, monkeypatch):
    monkeypatch.setattr("hisight.paths.user_data", lambda: tmp_path / "file")
    (tmp_path / "file").write_bytes(b"")
    file = tmp_path / "x.hisight.zip"
    file.write_bytes(bundle())
    with pytest.raises(UnreadableFileError, match="cannot read"):
        verify(file, stranger)


def test_a_bundle_of_every_kind_of_peer_is_alike_elsewhere(tmp_path, stranger, catalog):
    """Ciphers and rules that no other peer has travel with the calls."""
    from dataclasses import replace as with_

    from hisight.capture import Exchange
    from hisight.protocol import Key, SignatureRule, compose_root
    from hisight.protocol.sealing import Sealing

    key = Key.from_text("0011223344556677", "k")
    rule = SignatureRule("own", separator="|", key_part="|{key}", digest="sha-256", uppercase=False)
    schemes = [
        Scheme("aes-128-ecb", "sorted-query-key", (key,)),
        Scheme("aes-128-cbc", "own", (key,), rule, Sealing(iv="1234567890abcdef")),
        Scheme("sm4-ecb", "elements-keyless", (key,)),
        Scheme("des-ecb", "sorted-query-key-lower", (Key.from_text("01234567", "d"),)),
        Scheme("none", "sorted-query-key", (key,)),
    ]
    bare = Exchange(
        b"POST /his HTTP/1.1\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=GBK\r\n\r\n"
    )
    for at, scheme in enumerate(schemes):
        asked = compose_root(
            "request", {"FUN_CODE": "1001", "USER_ID": "u"}, "<REQ><HOSPITAL_ID>张</HOSPITAL_ID></REQ>", scheme
        )
        told = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": "成功"}, "<RES/>", scheme)
        exchange = with_(bare, request_body=asked.encode(), response_body=told.encode("gb18030"))
        file = tmp_path / f"{at}.hisight.zip"
        with Session.open(tmp_path / f"{at}.hisight", create=True) as session:
            export_calls(session, session.append([exchange]), Reader(catalog, scheme=scheme), file)
        verified = verify(file, stranger)
        assert verified.alike, (scheme.cipher, [line.en for line in verified.lines()])
        with Session.open(verified.session) as session:
            reading = stranger.of(session).read(session.get(1))
            assert {message.signature.verdict for message in reading.call.messages} == {"valid"}
