import json
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bundles import bundle, manifest_with, pack, written
from tests.gui.recorded import exchanges

from hisight.imports import read_file
from hisight.imports.bundle import Bundle, recognises
from hisight.imports.errors import UnreadableFileError


def told(file):
    """The calls of the bundle, and what is damaged."""
    with Bundle(file) as opened:
        calls = list(opened.calls())
        opened.check_others()
        return calls, [str(damage) for damage in opened.damage]


def test_the_calls_come_back_with_their_numbers_bytes_and_times(tmp_path):
    calls, damage = told(written(tmp_path, keep_patient_data=True))
    assert damage == []
    assert [call.exchange.id for call in calls] == list(range(1, len(exchanges()) + 1))
    for call, original in zip(calls, exchanges(), strict=True):
        for name in ("request_head", "request_body", "response_head", "response_body", "url", "client", "server"):
            assert getattr(call.exchange, name) == getattr(original, name), name
        assert call.exchange.started == original.started
        assert call.exchange.duration_ms == original.duration_ms
        assert call.exchange.origin == "import"


def test_marks_and_comments_come_along_only_if_the_engineer_says_so(tmp_path):
    (third,) = [call for call in told(written(tmp_path, notes=True))[0] if call.exchange.id == 3]
    assert (third.colour, third.comment) == (2, "see the department names")
    (third,) = [call for call in told(written(tmp_path))[0] if call.exchange.id == 3]
    assert (third.colour, third.comment) == (0, "")


def test_a_body_that_stayed_at_home_is_said_in_a_comment(tmp_path):
    comments = [call.comment for call in told(written(tmp_path))[0] if call.comment]
    assert comments
    assert comments[0].startswith("The request body is not in the bundle: the payload cannot be decrypted")


def test_a_changed_byte_is_named_and_the_call_read_as_it_is(tmp_path):
    def change(members):
        members["calls/0005/response.body"] = members["calls/0005/response.body"] + b" "

    calls, damage = told(written(tmp_path, change))
    assert damage == ["calls/0005/response.body: it was changed (its SHA-256 is another)"]
    assert calls[4].exchange.response_body.endswith(b" ")


def test_missing_and_unlisted_files_are_named(tmp_path):
    def change(members):
        for name in ("calls/0002/request.body", "calls/0004/call.json", "report.html"):
            del members[name]
        members["README.txt"] += b"!"
        members["evil.exe"] = b"MZ"

    assert told(written(tmp_path, change))[1] == [
        "calls/0002/request.body: it is missing",
        "calls/0004/call.json: it is missing",
        "README.txt: it was changed (its SHA-256 is another)",
        "report.html: it is missing",
        "evil.exe: it is not on the list",
    ]


@pytest.mark.parametrize("nonsense", [b"", b"[]", b"{", b"[" * 100_000, b'{"times": 5, "url": 1, "note": []}'])
def test_nonsense_about_a_call_costs_only_what_it_would_say(tmp_path, nonsense):
    calls, damage = told(written(tmp_path, lambda members: members.update({"calls/0001/call.json": nonsense})))
    assert "calls/0001/call.json: it was changed (its SHA-256 is another)" in damage
    assert calls[0].exchange.url == ""
    assert calls[0].exchange.request_body


def test_times_and_parents_that_cannot_be_are_none(tmp_path):
    def change(members):
        facts = json.loads(members["calls/0002/call.json"])
        facts["times"] = {
            "started": 1e300,
            "connect_ms": -1,
            "request_ms": True,
            "first_byte_ms": "x",
            "tls_ms": 10**400,
        }
        facts["parent"], facts["note"] = 99, {"colour": 77, "comment": 5}
        members["calls/0002/call.json"] = json.dumps(facts).encode()

    call = told(written(tmp_path, change))[0][1]
    times = call.exchange.started, call.exchange.connect_ms, call.exchange.request_ms, call.exchange.tls_ms
    assert (times, call.exchange.parent, call.colour, call.comment) == ((0, 0, 0, 0), None, 0, "")


def test_a_zip_without_our_manifest_is_no_bundle(tmp_path):
    other = tmp_path / "other.zip"
    pack(other, {"word/document.xml": b"<w/>"})
    assert not recognises(other.read_bytes()[:4096], other)
    with pytest.raises(UnreadableFileError, match=r"it has no manifest\.json"):
        Bundle(other)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(bundle()[:5000])
    assert not recognises(broken.read_bytes(), broken)
    assert not recognises(b"SQLite format 3", broken)


def test_a_bundle_can_be_merged_like_any_file_and_says_what_stays_behind(tmp_path):
    changed = written(tmp_path, lambda members: members.pop("report.html"))
    came = read_file(changed)
    assert len(list(came.exchanges)) == len(exchanges())
    assert [str(lost) for lost in came.lost] == [
        "The throwaway key is not merged with the calls; open the bundle itself to verify signatures.",
        "report.html: it is missing.",
    ]


def test_a_bundle_of_an_older_version_is_refused_with_the_remedy(tmp_path):
    old = written(tmp_path, manifest_with(lambda manifest: manifest.pop("format")))
    with pytest.raises(UnreadableFileError, match="Ask for a new export"):
        Bundle(old)


@given(st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=20))
@settings(max_examples=60)
def test_whatever_bytes_change_there_are_calls_or_one_line(tmp_path_factory, changes):
    data = bytearray(bundle(ids=(1, 3)))
    for place, byte in changes:
        data[place % len(data)] = byte
    file = tmp_path_factory.mktemp("fuzz") / "x.zip"
    file.write_bytes(bytes(data))
    with suppress(UnreadableFileError):
        assert told(file)[0]


def test_the_bytes_of_a_call_stand_in_the_bundle_as_they_are_listed(tmp_path):
    with zipfile.ZipFile(written(tmp_path)) as archive:
        names = [name for name in archive.namelist() if name.startswith("calls/0001/")]
        assert "calls/0001/request.signed.txt" in names
        assert archive.read("calls/0001/request.signed.txt").decode().endswith("&KEY=●●●●●●●●")
