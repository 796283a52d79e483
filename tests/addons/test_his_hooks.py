"""addons/his_hooks.py, in mitmproxy's own machinery and in a real mitmdump"""

import logging

import pytest
from mitmproxy import exceptions
from mitmproxy.proxy.layers import http
from mitmproxy.test import tflow
from tests.addons.mastered import his_hooks, with_master

from hisight import proxy

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Noting:
    """An addon that notes what it is asked."""

    def __init__(self, name, asked, answer=lambda flow: None):
        self.name, self._asked, self._answer = name, asked, answer

    def request(self, flow):
        self._asked.append(self.name)
        return self._answer(flow)


def fail(flow):
    raise ValueError("oh")


def halt(flow):
    raise exceptions.AddonHalt


async def nothing():
    pass


def asked_for_a_request(folder, *answers):
    """Whom the hook of a request asked, at once and altogether, where the addons give these answers."""

    async def work(master):
        asked = []
        master.addons.add(*(Noting(f"addon {place}", asked, answer) for place, answer in enumerate(answers)))
        hooks, hook = his_hooks.Hooks(master.addons, master.options), http.HttpRequestHook(tflow.tflow())
        done = hooks.at_once(hook)
        first = list(asked)
        hook.flow.intercepted = False
        if not done:
            await hooks.handle_lifecycle(hook)
        return done, first, asked

    return with_master(folder, work)


def test_a_hook_is_done_at_once_when_nobody_is_to_be_waited_for(tmp_path):
    both = ["addon 0", "addon 1"]

    assert asked_for_a_request(tmp_path, lambda flow: None, lambda flow: None) == (True, both, both)


def test_who_is_to_be_waited_for_is_and_everybody_is_asked_once_in_order(tmp_path):
    assert asked_for_a_request(tmp_path, lambda flow: None, lambda flow: nothing(), lambda flow: nothing()) == (
        False,
        ["addon 0", "addon 1"],
        ["addon 0", "addon 1", "addon 2"],
    )


def test_an_addon_that_fails_is_logged_and_the_next_one_asked(tmp_path, caplog):
    with caplog.at_level(logging.ERROR):
        assert asked_for_a_request(tmp_path, fail, lambda flow: None)[2] == ["addon 0", "addon 1"]

    assert "Addon error: oh" in caplog.text


def test_an_addon_may_end_a_hook(tmp_path):
    assert asked_for_a_request(tmp_path, halt, lambda flow: None) == (True, ["addon 0"], ["addon 0"])
    assert asked_for_a_request(tmp_path, lambda flow: nothing(), halt, lambda flow: None)[2] == ["addon 0", "addon 1"]


def test_a_call_that_an_addon_has_paused_is_left_to_mitmproxy_which_waits(tmp_path):
    done, first, asked = asked_for_a_request(tmp_path, lambda flow: flow.intercept())

    assert (done, first, asked) == (False, ["addon 0"], ["addon 0"])


def test_an_option_that_changes_wakes_its_addon(tmp_path):
    async def work(master):
        put_back = his_hooks.take_over(master.addons, master.options)
        found = []
        for option in ("modify_headers=/~q/X-Tested/yes", "modify_headers"):
            flow = tflow.tflow()
            flow.live = True
            await master.addons.handle_lifecycle(http.HttpRequestHeadersHook(flow))
            found.append("X-Tested" in flow.request.headers)
            master.options.set(option)
        await master.addons.handle_lifecycle(http.HttpRequestHeadersHook(flow))
        found.append("X-Tested" in flow.request.headers)
        put_back()
        return found

    assert with_master(tmp_path, work) == [False, True, True]


def test_mitmproxy_has_its_own_ways_back(tmp_path):
    async def work(master):
        before = http.HttpStream, master.addons.handle_lifecycle
        put_back = his_hooks.take_over(master.addons, master.options)
        between = http.HttpStream, master.addons.handle_lifecycle
        put_back()
        return before, between, (http.HttpStream, master.addons.handle_lifecycle)

    before, between, after = with_master(tmp_path, work)

    assert before == after
    assert before[0] != between[0]
    assert before[1] != between[1]


@pytest.mark.parametrize(
    ("option", "held"),
    [("stream_large_bodies=1m", 1024 * 1024), ("body_size_limit=2k", 2048), ("stream_large_bodies", 0)],
)
def test_bodies_are_held_as_far_as_the_options_allow(tmp_path, option, held):
    async def work(master):
        master.options.set(option)
        return his_hooks.Hooks(master.addons, master.options).held

    assert with_master(tmp_path, work) == held


def test_what_a_config_file_of_the_users_sets_is_done(run, send, peer, tmp_path):
    (tmp_path / "config.yaml").write_text("modify_headers: ['/~s/X-Tested/yes']\nbody_size_limit: 3k\n")
    listen = proxy.Listen("127.0.0.1", proxy.free_port())
    process = run(proxy.arguments(listen, proxy.parse_upstream(peer.origin), tmp_path / "x.hisight", tmp_path))
    process.wait_for(lambda line: '"listening"' in line)
    peer.answer = OK

    assert b"X-Tested: yes\r\n" in send(listen, b"GET /his HTTP/1.1\r\nHost: h\r\n\r\n")
    peer.answer = OK.replace(b": 2", b": 4000") + bytes(3998)
    assert send(listen, b"GET /his HTTP/1.1\r\nHost: h\r\n\r\n").startswith(b"HTTP/1.1 502 ")
    assert process.stop() == 0
