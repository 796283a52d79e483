"""addons/his_idle.py, with mitmproxy's own addons"""

import pytest
from mitmproxy.addonmanager import traverse
from mitmproxy.test import tflow
from tests.addons.mastered import his_idle, with_master

HOOKS = ("requestheaders", "request", "responseheaders", "response", "error")
ACTING = {"DisableH2C"}
"""What acts on a call under our options: it takes an upgrade to HTTP/2 away, and ends what begins with it."""

WOKEN = {
    "anticache=true": "AntiCache",
    "anticomp=true": "AntiComp",
    "block_list=/~u his/404": "BlockList",
    "flow_detail=1": "Dumper",
    "hardump={folder}/x.har": "SaveHar",
    "keep_alt_svc_header=false": "UpdateAltSvc",
    "map_local=|his|{folder}": "MapLocal",
    "map_remote=|his|other": "MapRemote",
    "modify_body=/a/b": "ModifyBody",
    "modify_headers=/a/b": "ModifyHeaders",
    "onboarding=true": "Onboarding",
    "proxyauth=any": "ProxyAuth",
    "save_stream_file={folder}/x.mitm": "Save",
    "server_replay={folder}/none.mitm": "ServerPlayback",
    "stickyauth=~all": "StickyAuth",
    "stickycookie=~all": "StickyCookie",
    "upstream_auth=a:b": "UpstreamAuth",
}


def concerned(master):
    return [one for one in traverse(master.addons.chain) if any(callable(getattr(one, hook, None)) for hook in HOOKS)]


async def busy(master):
    return {type(one).__name__ for one in concerned(master) if not his_idle.is_idle(one, master.options)}


def test_of_all_addons_that_have_a_hook_of_a_call_one_acts_under_our_options(tmp_path):
    assert with_master(tmp_path, busy) == ACTING


@pytest.mark.parametrize(("option", "addon"), WOKEN.items())
def test_an_option_wakes_its_addon(tmp_path, option, addon):
    (tmp_path / "none.mitm").write_bytes(b"")
    option = option.format(folder=tmp_path)

    assert with_master(tmp_path, busy, option) == ACTING | {addon}


@pytest.mark.parametrize("hook", HOOKS)
def test_what_is_idle_leaves_a_call_as_it_was(tmp_path, hook):
    async def ask(master):
        flow = tflow.tflow(resp=hook in ("responseheaders", "response"), err=hook == "error")
        flow.request.headers["Alt-Svc"] = flow.request.headers["Upgrade"] = "h2c"
        before = flow.get_state()
        asked = [one for one in concerned(master) if his_idle.is_idle(one, master.options) and hasattr(one, hook)]
        for one in asked:
            waiting = getattr(one, hook)(flow)
            if waiting is not None:
                await waiting
        assert flow.get_state() == before
        return asked

    assert with_master(tmp_path, ask)


def test_an_addon_of_somebody_else_is_never_idle(tmp_path):
    async def ask(master):
        return his_idle.is_idle(object(), master.options)

    assert not with_master(tmp_path, ask)
