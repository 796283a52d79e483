"""No message harms: each is named, bounded in memory, kept as it came, and the next call is read as ever."""

import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.harm.every_shape import EVERY_SHAPE
from tests.harm.shapes import ANSWER, GOOD, REQUEST, SCHEME, Shape, exchange, good_answer, good_request

from hisight.capture import Exchange
from hisight.protocol import compose_root, soap_answer, soap_request
from hisight.reading import Reader, summarise

MOST_MEGABYTES = 200


@pytest.fixture(scope="module")
def measure() -> Iterator[Callable[[str], dict]]:
    """Has a shape read by `measured.py`, which waits for the next one: its imports take longer than most of them."""
    command = [sys.executable, str(Path(__file__).with_name("measured.py")), "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:

        def ask(name: str) -> dict:
            process.stdin.write(f"{name}\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield ask
        process.stdin.close()


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured in forks, which Windows has not")
@pytest.mark.parametrize("name", EVERY_SHAPE)
def test_it_is_named_and_bounded_and_kept_and_the_next_call_unhurt(measure, name):
    told = measure(name)
    assert "error" not in told
    assert set(EVERY_SHAPE[name].says) <= set(told["findings"])
    assert "rule-crashed" not in told["findings"]
    assert told["megabytes"] < MOST_MEGABYTES
    assert told["longest"] < 2000
    assert told["count"] < 5000
    assert told["kept"]
    assert told["next"] == "Success, and it conforms. The signatures are right."


@pytest.fixture
def reader(catalog) -> Reader:
    return Reader(catalog, scheme=SCHEME)


@pytest.mark.parametrize("where", ["soap", "root", "payload"])
@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a SYSTEM "{at}">',
        '<!DOCTYPE a PUBLIC "-//x//y" "{at}">',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "{at}">]>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "{at}"> %x;]>',
        '<?xml-stylesheet href="{at}"?>',
    ],
)
def test_no_file_is_read_and_no_server_is_called(reader, tmp_path, where, declared):
    secret = tmp_path / "secret"
    secret.write_text("a secret of this machine")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        for address in (secret.as_uri(), f"http://127.0.0.1:{server.getsockname()[1]}/a.dtd"):
            call = exchange(Shape(lambda at=address: _answer_with(declared.format(at=at), where)))
            summary = summarise(reader.read(call))
            assert "a secret" not in f"{summary.values} {summary.return_msg} {summary.verdict_en}"
        with pytest.raises(BlockingIOError):
            server.accept()


def _answer_with(declared: str, where: str) -> str:
    payload = ANSWER.replace("10:00:00", "&x;")
    if where == "payload":
        return good_answer(declared + payload).decode()
    if where == "root":
        root = f"{declared}<ROOT><RETURN_CODE>0</RETURN_CODE><RETURN_MSG>&x;</RETURN_MSG></ROOT>"
        return soap_answer("NetTest", root, "urn:his")
    return declared + re.sub(r"<\?.*?\?>", "", good_answer(payload).decode(), count=1)


@pytest.mark.parametrize("cipher", ["none", "aes-128-ecb"])
def test_a_call_that_was_cut_anywhere_is_read_as_far_as_it_goes(catalog, cipher):
    scheme = SCHEME.__class__(cipher, SCHEME.rule, SCHEME.keys)
    reader = Reader(catalog, scheme=scheme)
    asked = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, REQUEST, scheme)
    answered = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": "成功"}, ANSWER, scheme)
    request = soap_request("NetTest", "xml", asked, "urn:his").encode()
    response = soap_answer("NetTest", answered, "urn:his").encode()
    for cut in range(0, max(len(request), len(response)), 3):
        call = Exchange(
            b"POST / HTTP/1.1\r\n\r\n", request[:cut], b"HTTP/1.1 200 OK\r\n\r\n", response[:cut], url="http://h/"
        )
        names = {finding.name for finding in reader.read(call).findings}
        assert names & {"truncated", "empty-body", "not-soap"}, cut
        assert "rule-crashed" not in names, cut


def test_a_good_call_is_one(reader):
    assert reader.read(exchange(GOOD)).findings == ()
    assert good_request()
