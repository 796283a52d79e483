import subprocess
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.formats.pieces import joined

from hisight.export.formats import curl
from hisight.export.formats.curl import sendable
from hisight.wording import Words

HOSTILE = [
    "plain",
    'it\'s "quoted" \\ and \\\\',
    "$(touch owned) `touch owned` ${HOME} $HOME",
    "'; touch owned; '",
    "a; touch owned & | > owned < x",
    "tab\tand \x07 bell",
    "!history !! %PATH% *.* ~ #",
    "@/etc/passwd",
    "-K /etc/passwd",
    "=内科=".encode("gbk").decode("latin-1"),
    "é\x85\xa0é",
    "trailing \\",
]
BODIES = [b"", b"<ROOT/>", b"@/etc/passwd", bytes(range(256)), "内科".encode("gbk"), b"$(touch owned)'\r\n"]


@pytest.fixture
def unpacked(tmp_path, evidence, exchange, about):
    """The files of calls in a folder with a blank and a quotation mark in its name."""

    def write(*exchanges):
        folder = tmp_path / "it's here"
        folder.mkdir()
        for name, data in joined(curl.make([evidence(one) for one in exchanges], about)).items():
            (folder / name).write_bytes(data)
        return folder

    return write


def run(shell: str, folder, *arguments: str) -> None:
    (script,) = folder.glob("*.sh")
    done = subprocess.run([shell, str(script), *arguments], capture_output=True, cwd="/", timeout=30)
    assert (done.returncode, done.stderr) == (0, b""), done


@pytest.mark.parametrize("shell", ["dash", "bash"])
def test_hostile_values_reach_the_server_as_they_were_and_nothing_is_run(unpacked, exchange, listener, shell):
    fields = [f"X-{number}: {value}".encode("latin-1") for number, value in enumerate(HOSTILE)]
    head = b"\r\n".join([b"POST /his HTTP/1.1", b"Host: other", b"X-Empty:", *fields, b"", b""])
    folder = unpacked(exchange(request_head=head, request_body=b"<ROOT/>"))
    run(shell, folder, listener.url)
    ((sent, body),) = listener.asked
    lines = sent.split(b"\r\n")
    assert lines[0] == b"POST /his HTTP/1.1"
    for field in [b"X-Empty:", *(field.rstrip() for field in fields)]:
        assert field in lines
    assert body == b"<ROOT/>"
    assert not list(folder.glob("owned"))
    names = {line.partition(b":")[0].lower() for line in lines[1:] if line}
    assert names == {
        b"host",
        b"content-length",
        b"x-empty",
        *(f"x-{number}".encode() for number in range(len(HOSTILE))),
    }


@pytest.mark.parametrize("body", BODIES)
def test_a_body_arrives_byte_for_byte(unpacked, exchange, listener, body):
    run("dash", unpacked(exchange(request_body=body)), listener.url)
    assert listener.asked[0][1] == body


@pytest.mark.parametrize("method", ["PUT", "DELETE", "$(touch owned)", "-d", "HEAD"])
def test_any_method_is_asked(unpacked, exchange, listener, method):
    folder = unpacked(exchange(request_head=f"{method} /his HTTP/1.1\r\n\r\n".encode(), request_body=b""))
    run("bash", folder, listener.url)
    assert listener.asked[0][0].startswith(method.encode()[:6])
    assert not list(folder.glob("owned"))


def test_what_only_reads_goes_where_it_went_unless_told_otherwise(unpacked, exchange, listener):
    head = b"GET /his?wsdl HTTP/1.1\r\n\r\n"
    url = f"{listener.url}?wsdl&[a]={{1,2}}/../x y'$(touch owned)"
    folder = unpacked(exchange(request_head=head, request_body=b"", url=url))
    run("dash", folder)
    assert listener.asked[0][0].startswith(b"GET /his?wsdl&[a]={1,2}/../x%20y'$(touch%20owned) HTTP/1.1\r\n")


def test_what_changes_data_is_sent_only_where_somebody_says(unpacked, exchange, listener):
    folder = unpacked(exchange(url=listener.url))
    (script,) = folder.glob("*.sh")
    done = subprocess.run(["dash", str(script)], capture_output=True, timeout=30)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"sh 0042-1002-CreatePat.sh http://host:port/path\n"
    assert listener.asked == []


def test_a_remark_never_becomes_a_command(unpacked, exchange, listener):
    body = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><x/></s:Body></s:Envelope>"
    head = b"POST /a\rtouch\x0bowned\x85 HTTP/1.1\r\n\r\n"
    folder = unpacked(exchange(request_head=head, request_body=body.encode()))
    run("dash", folder, listener.url)
    (script,) = folder.glob("*.sh")
    assert b"\r" not in script.read_bytes()
    assert not list(folder.glob("owned"))


def test_a_request_that_stays_at_home_has_no_script(evidence, exchange, about):
    calls = [evidence(exchange(), left_out={"request": Words("无法", "cannot be read")})]
    assert joined(curl.make(calls, about)) == {}


def test_the_script_says_what_the_call_is_and_that_it_changes_data(evidence, exchange, about):
    call = evidence(replace(exchange(), parent=3))
    script = joined(curl.make([call], about))["0042-1002-CreatePat.sh"].decode()
    assert "# #42 1002 CreatePat" in script
    assert "# This call changes data" in script
    assert "# Beware: patient values are as recorded" in script


@given(st.text(max_size=60))
def test_an_address_is_one_word_of_what_curl_takes(text):
    made = sendable(text)
    assert not set(made) & set(' "\n\r\t\0')
    assert "".join(made.split()) == made
