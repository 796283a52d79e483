"""hisight.capture.bodies"""

import hashlib
import os
import threading
from pathlib import Path
from random import Random

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from hisight.capture import bodies


@pytest.mark.parametrize(
    "body", [b"", b"\x00", b"\x01", b"a" * 511, b"a" * 512, "内科".encode("gbk") * 40000, Random(1).randbytes(4096)]
)
def test_a_body_comes_back_as_it_was(body):
    assert bodies.unpack(bodies.pack(body)) == body


def test_a_large_body_is_stored_smaller():
    body = b"<REQ><HOSPITAL_ID>1</HOSPITAL_ID></REQ>" * 1000

    assert len(bodies.pack(body)) < len(body) / 50


def test_what_does_not_compress_is_stored_as_it_is():
    body = os.urandom(4096)

    assert bodies.pack(body)[1:] == body


def test_a_small_message_is_packed_with_what_such_messages_say():
    body = b"<ROOT><RETURN_CODE><![CDATA[0]]></RETURN_CODE><SIGN_TYPE><![CDATA[MD5]]></SIGN_TYPE></ROOT>"

    assert len(bodies.pack(body)) < len(body) / 2


def test_a_dictionary_never_changes_because_files_were_written_with_it():
    text = Path(bodies.__file__).with_name("dictionary-1.txt").read_bytes()

    assert hashlib.sha256(text).hexdigest() == "8c5484e57bd12fc1295eb8ed68d57af71b89abc11310a25fd85c2fee4709bb20"


def test_what_was_stored_without_a_dictionary_is_read_yet():
    assert bodies.unpack(b"\x01" + zstandard.ZstdCompressor().compress(b"x" * 600)) == b"x" * 600


def test_a_dictionary_that_we_do_not_have_is_said_to_be_damage():
    with pytest.raises(bodies.DamagedBodyError):
        bodies.unpack(b"\x02\x99" + bodies.pack(b"x" * 600)[2:])


def test_each_thread_packs_for_itself():
    body, packed = b"x" * 5000, []
    threads = [threading.Thread(target=lambda: packed.append(bodies.pack(body))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [bodies.unpack(stored) for stored in packed] == [body] * 4


@given(st.binary())
def test_any_bytes_are_a_body_or_said_to_be_none(stored):
    for damaged in (stored, b"\x01" + stored, bodies.pack(b"x" * 600)[:-3] + stored):
        try:
            assert isinstance(bodies.unpack(damaged), bytes)
        except bodies.DamagedBodyError:
            continue


def test_a_frame_that_promises_more_than_a_file_can_hold_is_none():
    frame = zstandard.ZstdCompressor().compress(b"x")
    promised = b"\x28\xb5\x2f\xfd\xe0" + (2**40).to_bytes(8, "little") + frame[6:]
    with pytest.raises(bodies.DamagedBodyError):
        bodies.unpack(b"\x01" + promised)
    with pytest.raises(bodies.DamagedBodyError):
        bodies.unpack(b"")


@given(st.lists(st.binary(max_size=300) | st.just(b"x" * 70_000), max_size=6))
def test_several_are_packed_as_each_alone(several):
    assert bodies.pack_all(several) == [bodies.pack(body) for body in several]
    assert [bodies.unpack(stored) for stored in bodies.pack_all(several)] == several
