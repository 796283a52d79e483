import pytest

COMMANDS = {
    "inspect": ("-",),
    "verify": ("-",),
    "capture": ("--upstream", "http://127.0.0.1:1"),
    "replay": ("none.hisight", "1"),
    "export": ("none.hisight", "-o", "none.zip"),
    "catalog": (),
    "gui": (),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_reads_takes_a_catalog_and_complains_about_a_wrong_one(complains, tmp_path, command):
    (tmp_path / "east").mkdir()
    (tmp_path / "east" / "return_code.toml").touch()
    line = complains(command, *COMMANDS[command], "--catalog", str(tmp_path / "east"))
    assert "return_code.toml is no file of a catalog. Did you mean return_codes.toml?" in line


def test_a_message_is_read_with_the_catalog_that_was_given(hisight, tmp_path):
    (tmp_path / "east" / "functions").mkdir(parents=True)
    text = "code = '1001'\n[request]\nfields = [{ name = 'IP', length = 4 }]"
    (tmp_path / "east" / "functions" / "net_test.toml").write_text(text, "utf-8")
    message = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>10.0.0.1</IP></REQ>"
    options = ("inspect", "-", "--fun-code", "1001")
    assert "FLD010" not in hisight(*options, stdin=message).stdout
    done = hisight(*options, "--catalog", str(tmp_path / "east"), stdin=message).stdout
    assert "Here the overlay “east” counts, not the published text." in done
