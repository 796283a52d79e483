from dataclasses import replace
from datetime import datetime

from hisight.wording import Words


def test_the_time_is_local_and_says_its_offset(evidence, exchange):
    call = evidence(exchange())
    assert datetime.fromisoformat(call.time).timestamp() == 1_795_000_000.25
    assert datetime.fromisoformat(call.time).tzinfo is not None


def test_folder_duration_and_status_are_ready_to_be_written(evidence, exchange):
    call = evidence(exchange())
    assert (call.folder, call.duration_ms, call.status) == ("calls/0042", 182.4, 200)
    assert evidence(replace(exchange(), response_head=b"", response_body=b"")).status == 0


def test_a_side_that_is_left_out_is_not_readable(evidence, exchange):
    call = evidence(exchange(), left_out={"request": Words("无法", "no")}, clean=str.upper)
    assert call.readable("request") is None
    assert call.readable("response") is not None
    assert evidence(replace(exchange(), response_head=b"")).readable("response") is None
    assert call.say(Words("无法", "no"), "en") == "NO"
