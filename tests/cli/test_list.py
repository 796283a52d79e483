"""`hisight list`, as a shell runs it."""

import json

import pytest

from hisight.capture import Exchange, Session, Summary


@pytest.fixture
def session(tmp_path):
    path = tmp_path / "calls.hisight"
    with Session.open(path, create=True) as opened:
        post = b"POST / HTTP/1.1\r\n\r\n"
        opened.append([Exchange(post, b"", duration_ms=number * 100.0, url="http://his/") for number in range(1, 5)])
        known = {"verdict_zh": "成功。", "verdict_en": "Success.", "signature": "valid"}
        values = (("LOCK_ID", "L0001"), ("DEPT", "肿瘤科"))
        opened.store_summaries(
            [
                Summary(1, "2005", "LockReg", return_code="0", values=values, **known),
                Summary(2, "2007", "OrderReg", return_code="200505", failed=True, **known),
                Summary(3, "2007", "OrderReg", return_code="0", **known),
                Summary(4, "预约", return_code="0", **known),
            ],
            "r",
        )
        opened.mark(3, 2, "ask Li")
    return str(path)


def test_the_calls_that_are_let_through_are_aligned_lines(hisight, session):
    done = hisight("list", session)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr, len(lines)) == (0, "", 4)
    assert lines[1].split()[2:6] == ["2007", "OrderReg", "200505", "valid"]
    assert lines[0].index("valid") == lines[1].index("valid") == lines[3].index("valid") + len("预约")
    assert [line.split()[0] for line in hisight("list", session, "fun:2007 code!=0").stdout.splitlines()] == ["2"]
    assert [line.split()[0] for line in hisight("list", session, "肿瘤 or ms>300").stdout.splitlines()] == ["1", "4"]
    assert len(hisight("list", session, "--limit", "3").stdout.splitlines()) == 3


def test_programs_get_json_and_counts(hisight, session):
    (call,) = map(json.loads, hisight("list", session, "mark:2", "--json").stdout.splitlines())
    assert (call["id"], call["fun_code"], call["comment"], call["read"]) == (3, "2007", "ask Li", True)
    assert not {"values", "trace", "exchange_id"} & call.keys()
    assert hisight("list", session, "fun:2007", "--count").stdout == "2\n"
    assert json.loads(hisight("list", session, "LOCK_ID=L0001", "--count", "--json").stdout) == {"count": 1}


def test_calls_that_nobody_has_read_are_read_first(hisight, session, tmp_path):
    body = b"<ROOT><FUN_CODE>1001</FUN_CODE><REQ_ENCRYPTED/></ROOT>"
    with Session.open(tmp_path / "calls.hisight") as opened:
        opened.append([Exchange(b"POST / HTTP/1.1\r\n\r\n", body)])
    done = hisight("list", session, "fun:1001 id:5", "--json")
    assert (json.loads(done.stdout)["read"], done.stderr) == (True, "")


def test_a_filter_that_cannot_be_understood_is_marked_at_its_place(hisight, session):
    done = hisight("list", session, "号源 fnu:2007")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "hisight: Unknown name fnu: did you mean fun?\n  号源 fnu:2007\n       ^^^\n"
    zh = hisight("list", session, "a or", LANG="zh_CN.UTF-8")
    assert zh.stderr == "hisight: or 后面缺少条件\n  a or\n      ^\n"
