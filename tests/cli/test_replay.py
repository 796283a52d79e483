import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hisight.capture import Exchange, Session
from hisight.mock import PEERS, HisServer, MockHis
from hisight.mock.content import write
from hisight.mock.his import NAMESPACE
from hisight.protocol import compose_root, open_message, soap_request

ENCRYPTED, PLAIN = PEERS
KEY = ENCRYPTED.scheme.key.secret.decode()


@pytest.fixture
def his() -> Iterator[HisServer]:
    with HisServer(MockHis(PEERS)) as server:
        yield server


@pytest.fixture
def session(tmp_path, his) -> Path:
    """Two recorded requests: an encrypted NetTest, and a plain LockReg without its fields."""
    path = tmp_path / "recorded.hisight"

    def recorded(peer, fun_code: str, operation: str, values) -> Exchange:
        fields = {"FUN_CODE": fun_code, "USER_ID": peer.user_id}
        root = compose_root("request", fields, write("REQ", [("HOSPITAL_ID", peer.hospital_id), *values]), peer.scheme)
        body = soap_request(operation, "xml", root, NAMESPACE).encode()
        head = f"POST /his HTTP/1.1\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
        return Exchange(head.encode(), body, url=his.url)

    with Session.open(path, create=True) as opened:
        opened.append(
            [
                recorded(ENCRYPTED, "1001", "NetTest", [("IP", "127.0.0.1")]),
                recorded(PLAIN, "2005", "LockReg", [("LOCK_ID", "1")]),
            ]
        )
    return path


def test_a_call_is_sent_again_and_its_answer_stored_beside_it(hisight, session):
    done = hisight("replay", str(session), "1", "--json", HISIGHT_KEY=KEY)
    assert done.returncode == 0, done
    facts = json.loads(done.stdout)
    assert (facts["id"], facts["parent"], facts["status"], facts["return_code"]) == (3, 1, 200, "0")
    with Session.open(session) as opened:
        original, replayed = opened.get(1), opened.get(3)
        assert (replayed.origin, replayed.parent) == ("replay", 1)
        assert replayed.request_body == original.request_body
        (row,) = opened.rows([3])
        assert (row.summary.function, row.summary.signature, row.summary.failed) == ("NetTest", "valid", False)


def test_a_changed_call_arrives_sealed_again(hisight, session):
    done = hisight("replay", str(session), "1", "--set", "REQ/IP=10.0.0.1", HISIGHT_KEY=KEY)
    assert done.returncode == 0, done
    assert "Success" in done.stdout
    with Session.open(session) as opened:
        sent = open_message("request", opened.get(3).request_body, lambda _: ENCRYPTED.scheme)
    assert "<IP>10.0.0.1</IP>" in sent.payload.xml
    assert (sent.payload.cipher, sent.signature.verdict) == ("aes-128-ecb", "valid")


def test_a_call_goes_to_another_server_on_request(hisight, session, his):
    done = hisight("replay", str(session), "1", "--to", his.origin, "--json", HISIGHT_KEY=KEY)
    assert json.loads(done.stdout)["url"].startswith(his.origin)


def test_no_answer_is_exit_code_1_and_still_recorded(hisight, session):
    done = hisight("replay", str(session), "2", "--to", "http://127.0.0.1:1", "--json", "--allow-writes")
    assert done.returncode == 1
    assert "refused" in json.loads(done.stdout)["error"]
    with Session.open(session) as opened:
        assert opened.count() == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["9"], "has no call 9. Its numbers go from 1 to 2."),
        (["x"], "no call fits that filter"),
        (["2"], "2005 LockReg 号源锁定"),
        (["1", "2", "--fresh"], "Nothing was sent."),
        (["2", "--set", "REQ/NO=1"], "Here are: HOSPITAL_ID, LOCK_ID"),
        (["2", "--set", "nonsense"], "Write PATH=VALUE"),
        (["2", "--to", "somewhere", "--allow-writes"], "Write http://host:port."),
        (["1", "--set", "REQ/IP=1"], "REQ/IP cannot be set: the payload is encrypted and no key is known."),
        (["2", "--profile", "nobody"], "there is no profile nobody"),
    ],
)
def test_what_cannot_be_sent_is_one_line_and_nothing_is_stored(complains, session, arguments, words):
    assert words in complains("replay", str(session), *arguments)
    with Session.open(session) as opened:
        assert opened.count() == 2


def test_a_session_that_is_none_is_one_line(complains, tmp_path):
    assert "there is no session file" in complains("replay", str(tmp_path / "none"), "1")
    (tmp_path / "text").write_text("words " * 300)
    assert "cannot be used" in complains("replay", str(tmp_path / "text"), "1")


def test_a_sign_that_could_not_be_made_again_is_told(hisight, session):
    done = hisight("replay", str(session), "2", "--allow-writes", "--set", "ROOT/USER_ID=0002")
    assert done.stderr == "hisight: without a key SIGN was not made again.\n"
    with_key = hisight("replay", str(session), "2", "--allow-writes", "--set", "ROOT/USER_ID=0002", HISIGHT_KEY=KEY)
    assert with_key.stderr == ""


def test_several_calls_are_sent_and_an_answer_that_differs_in_substance_is_exit_code_1(hisight, session):
    with Session.open(session) as opened:
        recorded = opened.get(1)
    hisight("replay", str(session), "1", HISIGHT_KEY=KEY)
    same = hisight("replay", str(session), "3", "3", "--fresh", "--json", HISIGHT_KEY=KEY)
    assert same.returncode == 0, same
    assert [json.loads(line)["differences"] for line in same.stdout.splitlines()] == [[], []]
    with Session.open(session) as opened:
        answered = opened.get(3)
        wrong = replace(answered, response_body=answered.response_body.replace("成功".encode(), b"OK"), parent=None)
        (number,) = opened.append([replace(wrong, id=0, request_body=recorded.request_body)])
    other = hisight("replay", str(session), str(number), "--json", HISIGHT_KEY=KEY)
    assert other.returncode == 1
    assert [one["path"] for one in json.loads(other.stdout)["differences"]] == ["ROOT/RETURN_MSG"]


def test_a_production_target_must_be_named_too(complains, hisight, session, his, tmp_path):
    folder = tmp_path / "hisight"
    folder.mkdir(exist_ok=True)
    host = his.origin.removeprefix("http://")
    (folder / "profiles.toml").write_text(f'[city]\nhost = "{host}"\ntarget = "production"\n', "utf-8")
    line = complains("replay", str(session), "2", "--allow-writes")
    assert f"{host} is production, nothing was sent." in line
    done = hisight("replay", str(session), "2", "--allow-writes", "--production", host, "--json")
    assert json.loads(done.stdout)["status"] == 200
