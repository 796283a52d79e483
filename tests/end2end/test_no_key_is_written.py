"""A key is planted in every place that keys come from; whatever HISight then writes or says is searched for it."""

import base64
import io
import json
import logging
import os
import subprocess
import sys
import traceback
import zipfile
from dataclasses import replace

import pytest
from tests.gui import recorded

from hisight import paths, profiles
from hisight.capture import Session
from hisight.explain.signature import explain
from hisight.mock import DEMO_KEY
from hisight.profiles import Profile, ProfileError, key_file
from hisight.profiles.writing import Edited, write_profiles
from hisight.protocol import RULES
from hisight.reading import Reader, summarise
from hisight.reading.trial import try_out

PLANTED = DEMO_KEY.secret.decode()
WRONG = "WRONG-KEY-16CHAR"
PASSPHRASE = "an open sesame"
SECRETS = [
    form(text)
    for text in (PLANTED, WRONG, PASSPHRASE)
    for form in (
        str.encode,
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode().hex().encode(),
        lambda text: base64.b64encode(text.encode()).rstrip(b"="),
    )
]
CITY = Profile(
    "city",
    keys=("file:wrong", "env:PLANTED", "file:planted"),
    rule="city",
    own_rule=RULES["sorted-query-key"]._replace(name="city", key_part="&key={key}"),
)


@pytest.fixture(autouse=True)
def _planted(monkeypatch):
    monkeypatch.setattr(key_file, "_COST", {"n": 16, "r": 1, "p": 1})
    monkeypatch.setenv("PLANTED", PLANTED)
    monkeypatch.setenv("HISIGHT_KEY", PLANTED)
    monkeypatch.setenv("HISIGHT_PASSPHRASE", PASSPHRASE)
    profiles.keep_in_file("planted", PLANTED)
    profiles.keep_in_file("wrong", WRONG)
    write_profiles([Edited(CITY)])
    yield
    key_file.lock()


@pytest.fixture
def session_path(tmp_path):
    return tmp_path / "calls.hisight"


def assert_clean(content: bytes, what: object) -> None:
    assert not [secret for secret in SECRETS if secret in content], what


def everything(content: bytes, name: str):
    """`content`, and what is packed inside."""
    yield content, name
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from everything(archive.read(member), f"{name}/{member}")


def test_nothing_that_is_written_or_printed_has_a_key_in_it(tmp_path, session_path):
    with Session.open(session_path, create=True) as session:
        session.append(recorded.exchanges())
    message = tmp_path / "message.xml"
    message.write_bytes(recorded.exchange().request_body)
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")}
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "hisight").symlink_to(paths.user_data())

    said = []
    for arguments in (
        ("check", session_path),
        ("check", session_path, "--json"),
        ("inspect", message, "--profile", "city"),
        ("inspect", message, "--profile", "city", "--json"),
        ("export", session_path, "-o", tmp_path / "scrubbed.zip"),
        ("export", session_path, "-o", tmp_path / "kept.zip", "--keep-patient-data"),
        ("profile", "list"),
        ("profile", "show", "city"),
        ("profile", "check", "city", "--session", session_path),
        ("gui", session_path, "--select", "2", "--tab", "signature", "--screenshot", tmp_path / "window.png"),
    ):
        command = [sys.executable, "-m", "hisight", *map(str, arguments)]
        done = subprocess.run(command, env=environment, capture_output=True, timeout=120, check=False)
        assert b"Traceback" not in done.stderr, done.stderr
        said.append((done.stdout + done.stderr, arguments))

    assert (tmp_path / "kept.zip").exists()
    assert any(b"env:PLANTED" in text for text, _ in said)  # the key that fits is named
    for text, arguments in said:
        assert_clean(text, arguments)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            for content, name in everything(file.read_bytes(), str(file)):
                assert_clean(content, name)


def test_nothing_that_may_be_logged_or_shown_by_accident_has_a_key_in_it(caplog, session_path):
    caplog.set_level(logging.DEBUG)
    reader = Reader.default()
    reading = reader.read(recorded.exchange())
    request = reading.call.request
    trial = try_out(CITY, recorded.exchange())
    shown = [
        *map(repr, (reader, reader.profiles, reading, reading.call, request.scheme, request.signature, trial)),
        *map(str, (CITY, request.scheme.keys, request.signature.key, summarise(reading), explain(request))),
        json.dumps(repr(reader.choose_scheme(profiles.Traits()))),
        reader.fingerprint,
    ]
    for text in shown:
        assert_clean(text.encode(), text[:60])
    assert_clean(caplog.text.encode(), "log")


@pytest.mark.parametrize("reference", [PLANTED, f"key:{PLANTED}", "file:gone", "env:GONE"])
def test_no_error_and_no_crash_report_has_a_key_in_it(reference):
    with pytest.raises(ProfileError) as caught:
        replace(CITY, keys=("env:PLANTED", "file:planted", reference)).scheme()
    report = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert_clean(report.encode(), report)
    profiles.own_file().write_text(f'[city]\nkeys = ["{reference}"]\n[city', "utf-8")
    with pytest.raises(ProfileError) as caught:
        profiles.load()
    assert_clean("".join(traceback.format_exception(caught.value)).encode(), reference)


def test_a_wrong_passphrase_is_not_repeated():
    with pytest.raises(ProfileError) as caught:
        key_file.unlock(WRONG)
    assert_clean("".join(traceback.format_exception(caught.value)).encode(), "passphrase")
