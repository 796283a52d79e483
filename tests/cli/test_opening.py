"""Commands that take a session take a bundle."""

import json

import pytest
from tests.bundles import manifest_with, written
from tests.gui.recorded import exchanges

from hisight.cli.opening import is_bundle, session_file


def test_a_session_is_taken_as_it_is_and_so_is_what_is_missing(tmp_path):
    for path in (tmp_path / "none.hisight", tmp_path):
        assert not is_bundle(path)
        assert session_file(path) == path


def test_list_check_inspect_and_verify_open_a_bundle(hisight, tmp_path):
    file = str(written(tmp_path))
    for arguments, expected in (
        (["list", file, "--count"], str(len(exchanges()))),
        (["check", file], "misnamed-field"),
        (["inspect", file, "3"], "the field DEPARTNAME should be DEPT_NAME"),
        (["verify", file, "1"], "key         throwaway"),
    ):
        done = hisight(*arguments)
        assert done.returncode == 0, done
        assert expected in done.stdout, arguments
        assert done.stderr.endswith("verdicts recomputed, all alike.\n"), done.stderr


def test_both_sides_of_a_recorded_call_are_inspected(hisight, tmp_path):
    told = json.loads(hisight("inspect", str(written(tmp_path)), "3", "--json").stdout)
    assert [side["direction"] for side in told] == ["request", "response"]
    (only,) = json.loads(hisight("inspect", str(written(tmp_path)), "3", "--direction", "response", "--json").stdout)
    assert {finding["name"] for finding in only["findings"]} == {"misnamed-field"}


def test_what_differs_is_said_beside_the_list(hisight, tmp_path):
    def lie(manifest):
        for call in manifest["calls"]:
            call["judged"]["signatures"]["request"] = "invalid"

    done = hisight("list", str(written(tmp_path, manifest_with(lie))), "--count")
    lines = done.stderr.splitlines()
    assert "differ." in lines[0]
    assert "#1 signature of the request: written “does not fit”, now “right”" in lines[1]
    assert "lines more, see hisight verify-bundle" in lines[-1]
    assert done.stdout.strip() == str(len(exchanges()))


@pytest.mark.parametrize("command", ["list", "check", "report"])
def test_a_bundle_that_cannot_be_read_is_one_line(complains, tmp_path, command):
    file = written(tmp_path, manifest_with(lambda manifest: manifest.update(calls=[])))
    assert "manifest.json is wrong (calls: none)" in complains(command, str(file))


def test_what_came_in_a_bundle_leaves_again_scrubbed_anew(hisight, tmp_path):
    again = tmp_path / "again.hisight.zip"
    done = hisight("export", str(written(tmp_path)), "1", "3", "-o", str(again))
    assert done.returncode == 0, done
    done = hisight("verify-bundle", str(again))
    assert "2 verdicts recomputed, all alike." in done.stdout


@pytest.mark.parametrize("command", ["list", "check", "report"])
def test_what_can_only_be_imported_says_so(complains, tmp_path, command):
    (tmp_path / "a.log").write_text("<ROOT/>")
    assert "is no session. Import it first: hisight import" in complains(command, str(tmp_path / "a.log"))
