import gzip
import random
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from hisight.protocol.unfolding import LARGEST_BODY, unfold


def gzipped(body: bytes, level: int = 9) -> bytes:
    return gzip.compress(body, level, mtime=0)


BODY = "<ROOT>测试甲</ROOT>".encode() * 9
RAW = zlib.compress(BODY)[2:-4]
FOLD = {"gzip": gzipped, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstandard.compress}


@pytest.mark.parametrize(
    ("folded", "label", "found"),
    [
        (gzipped(BODY), "gzip", ("gzip",)),
        (gzipped(BODY), "X-GZIP", ("gzip",)),
        (gzipped(BODY[:20]) + gzipped(BODY[20:]), "gzip", ("gzip",)),
        (gzipped(BODY) + b"\0\0", "gzip", ("gzip",)),
        (zlib.compress(BODY), "deflate", ("deflate",)),
        (RAW, "deflate", ("raw-deflate",)),
        (brotli.compress(BODY), "br", ("br",)),
        (zstandard.compress(BODY), "zstd", ("zstd",)),
        (zstandard.compress(BODY[:20]) + zstandard.compress(BODY[20:]), "zstd", ("zstd",)),
        (zstandard.compress(gzipped(BODY)), "gzip, zstd", ("gzip", "zstd")),
        (brotli.compress(RAW), "deflate,identity,br", ("raw-deflate", "br")),
        (BODY, "", ()),
        (BODY, "identity", ()),
    ],
)
def test_content_encodings_are_undone(folded, label, found):
    unfolded = unfold(folded, label)
    assert (unfolded.content, unfolded.found, unfolded.problem, unfolded.remark.en) == (BODY, found, None, "")


@pytest.mark.parametrize(
    ("folded", "label", "remark"),
    [
        (zlib.compress(BODY), "gzip", "declared as gzip, it is deflate"),
        (RAW, "gzip", "declared as gzip, it is raw-deflate"),
        (gzipped(BODY), "br", "declared as br, it is gzip"),
        (gzipped(BODY), "", "nothing is declared, it is gzip"),
        (zstandard.compress(BODY), "", "nothing is declared, it is zstd"),
    ],
)
def test_a_wrong_label_is_said_and_does_no_harm(folded, label, remark):
    unfolded = unfold(folded, label)
    assert (unfolded.content, unfolded.problem, unfolded.remark.en) == (BODY, None, remark)


def test_an_empty_body_that_says_gzip_is_empty():
    unfolded = unfold(b"", "gzip")
    assert (unfolded.content, unfolded.problem) == (b"", None)
    assert unfolded.remark.en == "declared as gzip, the body is empty"
    assert unfold(b"", "").remark.en == ""


@pytest.mark.parametrize("label", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("body", [b"plain text", BODY, b'{"a": 1}', b"long words " * 20])
def test_what_is_not_folded_stays_and_is_named(body, label):
    unfolded = unfold(body, label)
    assert (unfolded.content, unfolded.found) == (body, ())
    assert "is not compressed" in unfolded.problem.message.en


def test_an_unknown_encoding_is_named_and_those_around_it_are_undone():
    unfolded = unfold(gzipped(b"?"), "zoo, gzip")
    assert (unfolded.content, unfolded.found) == (b"?", ("gzip",))
    assert unfolded.problem.message.en == "unknown Content-Encoding: zoo."


def test_a_long_row_of_encodings_is_left_alone():
    unfolded = unfold(b"x", "gzip," * 9)
    assert (unfolded.content, unfolded.problem.message.en) == (b"x", "9 encodings in a row.")


@pytest.mark.parametrize("label", ["gzip", "deflate", "br", "zstd"])
def test_of_a_stream_that_is_cut_what_came_is_kept(label):
    body = bytes(range(256)) * 2000 + BODY
    folded = FOLD[label](body)
    unfolded = unfold(folded[: len(folded) - 12], label)
    assert (unfolded.problem.kind, unfolded.found) == ("truncated", (label,))
    assert body.startswith(unfolded.content)
    assert unfold(folded[:3], "gzip" if label == "gzip" else label).problem is not None


@pytest.mark.parametrize("label", ["gzip", "deflate"])
def test_of_a_stream_that_is_damaged_what_stands_before_is_kept(label):
    folded = FOLD[label](BODY)
    unfolded = unfold(folded[:-4] + b"\xff\xff\xff\xff", label)
    assert unfolded.content == BODY
    assert unfolded.problem.message.en == f"the compressed data are damaged; the first {len(BODY)} bytes could be had."


def test_a_damaged_member_leaves_those_before_it():
    big = bytes(range(256)) * 200
    folded = gzipped(big, 1) + gzipped(BODY)
    assert unfold(folded[:-4] + b"\xff\xff\xff\xff", "gzip").content == big + BODY


def test_damage_far_behind_the_beginning_costs_nothing_before_it():
    noise = random.Random(4).randbytes(10_000)
    folded = gzipped(noise)
    unfolded = unfold(folded[:-4] + b"\xff\xff\xff\xff", "gzip")
    assert unfolded.content == noise


def test_words_that_begin_like_gzip_are_no_gzip():
    assert unfold(b"\x1f\x8b and so on", "").content == b"\x1f\x8b and so on"


@pytest.mark.parametrize("label", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_read_up_to_the_cap(label):
    bomb = FOLD[label](bytes(64 * 1024 * 1024))
    unfolded = unfold(bomb, label, limit=1000)
    assert (unfolded.content, unfolded.found) == (bytes(1000), (label,))
    assert unfolded.problem.message.en == "unfolds to over 1000 bytes; read up to there."
    assert len(unfold(bomb, label).content) == LARGEST_BODY


def test_a_bomb_in_a_bomb_is_read_up_to_the_cap():
    bomb = gzipped(gzipped(bytes(64 * 1024 * 1024)))
    assert len(unfold(bomb, "gzip, gzip").content) == LARGEST_BODY


@given(st.binary(max_size=300), st.sampled_from(sorted(FOLD)), st.integers(0, 300))
def test_what_was_folded_unfolds_and_what_was_cut_is_a_beginning(body, label, end):
    folded = FOLD[label](body)
    assert unfold(folded, label).content == body
    cut = unfold(folded[:end], label)
    assert body.startswith(cut.content) or cut.content == folded[:end]


@given(st.binary(max_size=300), st.lists(st.sampled_from([*FOLD, "x-gzip", "", "zoo"]), max_size=5))
def test_any_body_under_any_label_unfolds_or_says_why(body, labels):
    unfolded = unfold(body, ", ".join(labels))
    assert isinstance(unfolded.content, bytes)
