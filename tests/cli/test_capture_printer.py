"""hisight.cli.capture_printer"""

import json

import pytest

from hisight import proxy, wording
from hisight.capture import events
from hisight.cli.capture_printer import JsonPrinter, LinePrinter
from hisight.wording import Words


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    wording.use("en")
    yield
    wording.use(None)


def test_each_listener_is_told_with_what_a_client_must_be_given(capsys):
    printer = LinePrinter([proxy.parse_route("9000=http://his.example/svc"), proxy.parse_forward("9001")])
    printer.event(events.Listening("127.0.0.1:9000, 127.0.0.1:9001", "x", "/data/a.hisight"))
    assert capsys.readouterr().out.splitlines() == [
        "listening 127.0.0.1:9000 -> http://his.example:80/svc",
        "give the platform this address: http://127.0.0.1:9000/svc",
        "listening 127.0.0.1:9001 -> *",
        "let clients use 127.0.0.1:9001 as their HTTP proxy, and for https trust the certificate of `hisight ca`",
        "session /data/a.hisight",
    ]


@pytest.mark.parametrize("kind", [events.Trouble, events.Noted])
def test_remarks_are_no_calls_and_go_to_standard_error(capsys, kind):
    LinePrinter([]).event(kind(Words("磁盘已满。", "the disk is full.")))
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "hisight: the disk is full.\n")


def test_for_programs_events_stay_events(capsys):
    JsonPrinter().event(events.Noted(Words("甲", "a")))
    assert json.loads(capsys.readouterr().out) == {"event": "note", "zh": "甲", "en": "a"}
