import re
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.formats.pieces import joined

from hisight.export.formats import powershell
from hisight.export.formats.powershell import quoted

QUOTES = "'‘’‚‛"


def as_powershell_reads(literal: str) -> tuple[str, str]:
    """A single-quoted string by the rules of about_Quoting_Rules: its value, and what stands behind it."""
    assert literal[0] in QUOTES
    value, position = [], 1
    while position < len(literal):
        if literal[position] in QUOTES:
            if literal[position + 1 : position + 2] not in tuple(QUOTES):
                return "".join(value), literal[position + 1 :]
            position += 1  # two of them are the second one
        value.append(literal[position])
        position += 1
    raise AssertionError(f"{literal} does not end")


@given(st.text(st.sampled_from(QUOTES + 'a$`"(); \n') | st.characters(), max_size=40))
def test_any_text_is_one_string_that_is_the_text(text):
    assert as_powershell_reads(quoted(text)) == (text, "")


@pytest.fixture
def files(evidence, exchange, about):
    return lambda **more: joined(powershell.make([evidence(exchange(**more))], about))


def test_the_settings_are_sent_by_curl_byte_for_byte(files, listener, tmp_path):
    gbk = "李".encode("gbk")
    head = b'POST /his HTTP/1.1\r\nSOAPAction: "a\\b"\r\nX-Tab: a\tb\r\nX-Empty:\r\nX-Name: ' + gbk + b"'$(x)`\r\n\r\n"
    made = files(request_head=head, request_body=bytes(range(256)))
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    (settings,) = tmp_path.glob("*.curl")
    done = subprocess.run(
        ["curl", "--config", settings.name, "--url", listener.url], cwd=tmp_path, capture_output=True, timeout=30
    )
    assert (done.returncode, done.stderr) == (0, b"")
    ((sent, body),) = listener.asked
    lines = sent.split(b"\r\n")
    for field in (b'SOAPAction: "a\\b"', b"X-Tab: a\tb", b"X-Empty:", b"X-Name: " + gbk + b"'$(x)`"):
        assert field in lines
    assert body == bytes(range(256))


def test_the_script_names_only_files_of_ours_and_the_address(files):
    script = files()["0042-1002-CreatePat.ps1"].decode("utf-8-sig")
    *remarks, parameter, enter, run, end = script.split("\r\n")
    assert all(line.startswith("# ") for line in remarks)
    assert parameter == "param([Parameter(Mandatory)][string]$Url)"
    assert enter == "Push-Location -LiteralPath $PSScriptRoot"
    assert run == "try { curl.exe --config '0042-1002-CreatePat.curl' --url $Url } finally { Pop-Location }"
    assert end == ""


def test_windows_powershell_is_told_that_the_script_is_utf_8(files):
    assert files()["0042-1002-CreatePat.ps1"].startswith(b"\xef\xbb\xbf")


def test_what_only_reads_has_its_address(files):
    made = files(request_head=b"HEAD /his HTTP/1.1\r\n\r\n", request_body=b"", url='http://his/’; calc; ‘?a="1"')
    (name,) = (name for name in made if name.endswith(".ps1"))
    parameter = re.search(r"param\(\[string\]\$Url = (.*)\)\r\n", made[name].decode("utf-8-sig"))[1]
    assert as_powershell_reads(parameter) == ("http://his/’;%20calc;%20‘?a=%221%22", "")
    assert b"\nhead\n" in made[name.replace(".ps1", ".curl")]
    assert b"data-binary" not in made[name.replace(".ps1", ".curl")]
