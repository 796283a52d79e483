import json
from dataclasses import replace

import pytest
from tests.cli.deviating import AGREED, KEY, OPTIONS, answer, request
from tests.gui import recorded

from hisight.capture import Session
from hisight.mock import DEMO_KEY
from hisight.protocol import Key, Sealing

DEMO = DEMO_KEY.secret.decode()


def verified(hisight, *arguments: str, code: int = 1, **options: str) -> list[dict]:
    done = hisight("verify", *arguments, "--json", **options)
    assert (done.returncode, done.stderr) == (code, ""), done
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    path = tmp_path_factory.mktemp("verify") / "recorded.hisight"
    recorded.session(path).close()
    return path


def test_a_good_signature_is_exit_code_0_and_shows_what_was_signed(hisight):
    done = hisight("verify", "-", *OPTIONS, stdin=request())
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("Request  1001 NetTest", "Signature: valid", "sorted-query-key, MD5, UTF-8", "&KEY=●●●●●●●●"):
        assert words in done.stdout
    assert "52 45 51 5f 45 4e 43 52" in done.stdout.replace("46 55 4e 5f 43 4f 44 45", "52 45 51 5f 45 4e 43 52")
    assert "** **" in done.stdout
    assert KEY not in done.stdout


def test_a_deviation_is_named_with_what_was_agreed_and_a_letter_for_the_vendor(hisight):
    done = hisight("verify", "-", *OPTIONS, stdin=answer(charset="gb18030"))
    assert done.returncode == 1
    for words in (
        "Signature: valid-with-deviation charset",
        "- charset: the bytes signed are GBK (GB18030)\n    agreed: the bytes signed are UTF-8",
        "sorted-query-key, MD5, GB18030",
        "bd bb d2 d7",  # 交易 as GBK
        "For the other vendor:\n  In your answer of 1001 NetTest SIGN does not follow",
    ):
        assert words in done.stdout


def test_where_the_base_string_differs_both_are_shown(hisight):
    text = hisight("verify", "-", *OPTIONS, stdin=request(key_part="&key={key}")).stdout
    assert "&key=●●●●●●●●\nAs agreed it would be\n  FUN_CODE=1001&" in text


def test_when_nothing_fits_it_says_what_was_excluded(hisight):
    theirs = replace(AGREED, cipher="none", keys=(Key.from_text("FEDCBA9876543210"),))
    (data,) = verified(hisight, "-", *OPTIONS, stdin=request(theirs))
    assert data["verdict"] == "invalid"
    assert "combinations are excluded" in data["excluded"]
    assert data["differences"] == []


def test_a_wrong_key_is_called_a_wrong_key_and_nothing_else(hisight):
    theirs = replace(AGREED, keys=(Key.from_text("FEDCBA9876543210"),))
    (data,) = verified(hisight, "-", *OPTIONS, stdin=request(theirs))
    assert (data["verdict"], data["variant"]) == ("invalid", "")
    assert data["excluded"] == "The ciphertext does not open with a known key either: the peer uses another key."


def test_of_a_payload_that_does_not_open_it_tells_what_would_open_it(hisight):
    theirs = replace(AGREED, cipher="sm4-cbc", sealing=Sealing("md5", "1234567890123456"))
    text = hisight("verify", "-", *OPTIONS, stdin=request(theirs)).stdout
    assert (
        "Payload\n  The ciphertext opens, though not as agreed: the key is its MD5, as bytes, and the cipher is sm4-cbc"
        in text
    )
    theirs = replace(AGREED, keys=(Key.from_text("FEDCBA9876543210"),))
    assert (
        "the peer uses another key."
        in hisight("verify", "-", *OPTIONS, stdin=request(theirs)).stdout.partition("Payload\n")[2]
    )


def test_without_a_key_nothing_is_computed(hisight):
    done = hisight("verify", "-", stdin=request())
    assert done.returncode == 1
    assert "cannot be computed without a key" in done.stdout
    assert "bytes that are signed" not in done.stdout


def test_what_has_no_root_is_not_verified(hisight):
    done = hisight("verify", "-", stdin="<html/>")
    assert done.returncode == 1
    assert done.stdout.endswith("without a ROOT there is no signature.\n")


def test_both_sides_of_a_recorded_call_are_verified_or_the_one_that_is_asked_for(hisight, session):
    call = str(recorded.number("gbk-signature"))
    both = verified(hisight, str(session), call, HISIGHT_KEY=DEMO)
    assert [(one["direction"], one["verdict"]) for one in both] == [
        ("request", "valid"),
        ("response", "valid-with-deviation"),
    ]
    assert verified(hisight, str(session), call, "--direction", "request", code=0, HISIGHT_KEY=DEMO) == both[:1]
    by_option = verified(hisight, str(session), call, "--key", DEMO)
    assert [one["verdict"] for one in by_option] == ["valid", "valid-with-deviation"]


def test_a_call_without_that_side_is_not_valid(hisight, tmp_path):
    path = tmp_path / "silent.hisight"
    with Session.open(path, create=True) as opened:
        opened.append([replace(recorded.exchanges()[0], response_head=b"", response_body=b"")])
    assert verified(hisight, str(path), "1", "--direction", "response", HISIGHT_KEY=DEMO) == []


def test_it_speaks_chinese_where_the_system_does(hisight):
    text = hisight("verify", "-", *OPTIONS, stdin=answer(charset="gb18030"), LANG="zh_CN.UTF-8").stdout
    for words in (
        "应答  1001 NetTest",
        "待签名串按 GBK（GB18030）编码",
        "按约定应为",
        "可转给对方：\n  贵方 1001 NetTest 的应答中",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no-such-file"], "cannot read no-such-file"),
        (["no-such.hisight", "1"], "no-such.hisight"),
        (["-", "--rule", "x"], "--rule does not know x."),
        (["-", "--charset", "x"], "--charset does not know x."),
        (["any.hisight", "1", "--fun-code", "1001"], "--fun-code is for a message alone."),
        (["-", "--profile", "x"], "there is no profile x."),
        (["x.hisight", "one"], "Invalid value"),
        ([], "Missing argument"),
    ],
)
def test_a_wrong_argument_is_one_line(complains, arguments, words):
    assert words in complains("verify", *arguments)


def test_a_call_that_the_session_does_not_have_is_one_line(complains, session):
    assert "999" in complains("verify", str(session), "999")
