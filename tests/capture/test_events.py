"""hisight.capture.events"""

import json
import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.capture import events
from hisight.wording import Words

ALL = [
    events.Listening("127.0.0.1:9000", "http://his.example:8080", "/data/会话.hisight"),
    events.Recorded(42),
    events.Summarised((41, 42)),
    events.Trouble(Words("磁盘已满。", "the disk is full.")),
    events.State(under_way=1, waiting=2, lost=3, errors=4),
    events.Noted(Words("已改写 WSDL。", "a WSDL was rewritten.")),
    events.Stopped(3),
]


@pytest.mark.parametrize("event", ALL)
def test_an_event_comes_back_as_it_was(event):
    assert events.read(events.write(event)) == event


@pytest.mark.parametrize("event", ALL)
def test_a_line_is_ascii_and_one_line(event):
    line = events.write(event)

    assert line.isascii()
    assert line.endswith("\n")
    assert line.count("\n") == 1


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Proxy server listening at *:8080",
        "{",
        "[]",
        "42",
        "null",
        "{}",
        '{"event": "newer-than-us", "id": 1}',
        '{"event": "exchange"}',
        '{"event": "exchange", "id": "42"}',
        '{"event": "summary", "ids": [1, "2"]}',
        '{"event": "error", "zh": "", "en": null}',
        '{"command": "stop"}',
    ],
)
def test_a_line_that_is_not_ours_is_no_event(line):
    assert events.read(line) is None


def test_what_a_newer_program_adds_is_ignored():
    assert events.read('{"event": "exchange", "id": 42, "colour": "red"}') == events.Recorded(42)


def test_the_command_to_stop_is_understood_and_others_are_not():
    for command in (events.Stop(), events.AskState()):
        assert events.read_command(events.write(command)) == command
    assert events.read_command('{"command": "newer"}') is None
    assert events.read_command("stop") is None


@pytest.fixture
def pipe():
    reading, writing = os.pipe()
    yield reading, writing
    for end in (reading, writing):
        try:
            os.close(end)
        except OSError:
            continue


def test_lines_arrive_whole_however_they_were_cut(pipe):
    reading, writing = pipe
    received = []
    thread = threading.Thread(target=lambda: received.extend(events.lines(reading)))
    thread.start()
    for part in (b'{"a"', b": 1}\r\n\n", "停".encode()[:2], "停".encode()[2:] + b"\nlast"):
        os.write(writing, part)
    os.close(writing)
    thread.join()

    assert received == ['{"a": 1}', "停", "last"]


def test_a_closed_descriptor_is_the_end(pipe):
    reading, _ = pipe
    os.close(reading)

    assert list(events.lines(reading)) == []


def test_an_outlet_writes_in_order(pipe):
    reading, writing = pipe
    outlet = events.Outlet(writing)
    for event in ALL:
        outlet.send(event)
    outlet.close()
    os.close(writing)

    assert [events.read(line) for line in events.lines(reading)] == ALL


def test_an_event_survives_a_line_that_another_writer_of_the_pipe_has_not_ended(pipe):
    reading, writing = pipe
    os.write(writing, b"Errors logged during startup, exiting...")
    outlet = events.Outlet(writing)
    outlet.send(ALL[0])
    outlet.close()
    os.write(writing, b"\n")
    os.close(writing)

    assert [events.read(line) for line in events.lines(reading)] == [None, ALL[0]]


def test_an_outlet_that_nobody_reads_never_waits(pipe):
    reading, writing = pipe
    outlet = events.Outlet(writing, capacity=10)
    for number in range(20_000):
        outlet.send(events.Recorded(number))
    outlet.close(seconds=0.05)

    received = []
    thread = threading.Thread(target=lambda: received.extend(events.lines(reading)))
    thread.start()
    outlet.close()
    os.close(writing)
    thread.join()
    assert events.read(received[0]) == events.Recorded(0)
    assert len(received) < 20_000


def test_an_outlet_whose_reader_has_gone_goes_on(pipe):
    reading, writing = pipe
    os.close(reading)
    outlet = events.Outlet(writing)
    outlet.send(ALL[0])
    outlet.send(ALL[1])
    outlet.close()


LINES = st.recursive(st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@given(st.text() | LINES.map(json.dumps))
def test_any_line_is_an_event_or_none(line):
    for text in (line, f'{{"event": {line}}}', f'{{"event": "exchange", "id": {line}}}'):
        event = events.read(text)
        assert event is None or events.read(events.write(event)) == event
        events.read_command(text)


def test_a_line_that_is_nested_without_end_is_none():
    assert events.read("[" * 100_000) is None
    assert events.read_command('{"command":' * 100_000) is None
