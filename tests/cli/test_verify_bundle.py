"""`hisight verify-bundle`, as a shell runs it."""

import json

from tests.bundles import manifest_with, pack, written
from tests.gui.recorded import exchanges


def test_a_bundle_as_it_was_written_is_alike_and_needs_no_key(hisight, tmp_path):
    done = hisight("verify-bundle", str(written(tmp_path)))
    assert (done.returncode, done.stderr) == (0, ""), done
    first, session = done.stdout.splitlines()
    assert first.endswith(f"{len(exchanges())} verdicts recomputed, all alike.")
    assert session.endswith(".hisight")


def test_what_differs_is_listed_with_exit_code_1(hisight, tmp_path):
    def change(members):
        manifest_with(lambda told: told["calls"][0]["judged"]["signatures"].update(request="invalid"))(members)
        members["ticket.md"] += b"!"

    file = written(tmp_path, change)
    kept = tmp_path / "kept.hisight"
    done = hisight("verify-bundle", str(file), "--session", str(kept))
    assert done.returncode == 1
    assert "  ticket.md: it was changed (its SHA-256 is another)\n" in done.stdout
    assert "  #1 signature of the request: written “does not fit”, now “right”\n" in done.stdout
    assert kept.is_file()
    told = json.loads(hisight("verify-bundle", str(file), "--json").stdout)
    assert (told["alike"], told["calls"], told["keyless"]) == (False, len(exchanges()), 0)
    assert told["differing"] == [
        {"id": 1, "differences": ["signature of the request: written “does not fit”, now “right”"]}
    ]
    assert told["damage"] == [{"file": "ticket.md", "what": "it was changed (its SHA-256 is another)"}]
    assert set(told["author"]) == {"version", "decoder", "catalog", "created"}


def test_what_is_no_bundle_is_one_line(complains, tmp_path):
    file = tmp_path / "a.zip"
    file.write_bytes(b"PK")
    assert "a.zip cannot be read: it is no whole ZIP" in complains("verify-bundle", str(file))
    pack(file, {"a": b""})
    assert "it has no manifest.json" in complains("verify-bundle", str(file))
