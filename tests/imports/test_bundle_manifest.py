import copy
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hisight.imports.bundle_manifest import read_manifest
from hisight.imports.errors import UnreadableFileError
from hisight.wording import Words

GOOD = {
    "tool": "HISight",
    "format": 2,
    "version": "1",
    "decoder": "ab",
    "created": "2026-11-26T05:57:57+08:00",
    "catalog": {"id": "changshu", "version": "v1"},
    "scrubbed": True,
    "throwaway_key": "0123456789abcdef",
    "profiles": [{"name": "city", "cipher": "none"}],
    "calls": [
        {
            "id": number,
            "profile": 0,
            "left_out": {},
            "judged": {"verdict": {"zh": "好", "en": "good"}, "signatures": {"request": "valid"}, "findings": []},
        }
        for number in (7, 3)
    ],
    "sha256": {"README.txt": "00"},
}


def refuse(why: Words, remedy: Words) -> UnreadableFileError:
    return UnreadableFileError(why, remedy)


def read(told):
    return read_manifest(json.dumps(told).encode(), refuse)


def test_it_tells_who_wrote_which_calls_in_order():
    manifest = read(GOOD)
    assert [entry.number for entry in manifest.entries] == [3, 7]
    assert manifest.entries[0].folder == "calls/0003"
    assert manifest.author.catalog == "changshu v1"
    assert json.loads(manifest.entries[0].profile)["key"] == "0123456789abcdef"


@pytest.mark.parametrize(
    ("place", "value", "line"),
    [
        (("tool",), "other", "not by HISight"),
        (("format",), 1, "another version of HISight"),
        (("calls",), [], "calls: none"),
        (("calls", 0, "id"), 3, "a number comes twice"),
        (("calls", 0, "id"), 0, "id 0"),
        (("calls", 0, "id"), True, "id: int"),
        (("calls", 0, "id"), 1 << 70, "calls: id"),
        (("calls", 0, "profile"), 1, "has no profile 1"),
        (("calls", 0, "profile"), -1, "has no profile -1"),
        (("calls", 0, "left_out"), {"both": {"zh": "", "en": ""}}, "left_out of 7"),
        (("calls", 0, "judged"), None, "manifest.json is wrong"),
        (("calls",), {"id": 1}, "calls: list"),
        (("profiles",), [1], "profiles: not an object"),
        (("profiles", 0, "cipher"), "rot13", "cipher"),
        (("profiles", 0, "keys"), ["env:HOME"], "cannot have keys"),
        (("sha256",), {"a": 1}, "a: str"),
        (("catalog",), 5, "catalog: dict"),
        (("created",), None, "created: str"),
    ],
)
def test_what_is_wrong_is_named_in_one_line(place, value, line):
    told = copy.deepcopy(GOOD)
    inner = told
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    with pytest.raises(UnreadableFileError, match=line):
        read(told)


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"[" * 100_000, b"nul", b"1" * 5000])
def test_what_is_no_json_is_one_line(data):
    with pytest.raises(UnreadableFileError):
        read_manifest(data, refuse)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
@settings(max_examples=300)
def test_whatever_stands_in_it_there_is_a_manifest_or_one_line(data):
    told = copy.deepcopy(GOOD)
    for _ in range(data.draw(st.integers(1, 3))):
        inner = told
        while True:
            keys = list(inner) if isinstance(inner, dict) else range(len(inner))
            if not keys:
                break
            key = data.draw(st.sampled_from(list(keys)))
            if isinstance(inner[key], dict | list) and data.draw(st.booleans()):
                inner = inner[key]
                continue
            inner[key] = data.draw(anything)
            break
    with suppress(UnreadableFileError):
        assert read(told).entries
