"""Which of mitmproxy's own addons have nothing to do with a call, as its options are."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from mitmproxy.addons import (
    anticache,
    anticomp,
    blocklist,
    dumper,
    maplocal,
    mapremote,
    modifybody,
    modifyheaders,
    onboarding,
    proxyauth,
    save,
    savehar,
    serverplayback,
    stickyauth,
    stickycookie,
    update_alt_svc,
    upstream_auth,
)
from mitmproxy.options import Options

# Each of them looks at these options, or at what it made of them when they were set, and returns.
_IDLE: Mapping[type, Callable[[Options], bool]] = MappingProxyType(
    {
        anticache.AntiCache: lambda options: not options.anticache,
        anticomp.AntiComp: lambda options: not options.anticomp,
        blocklist.BlockList: lambda options: not options.block_list,
        dumper.Dumper: lambda options: options.flow_detail == 0,  # --quiet: it prints nothing
        maplocal.MapLocal: lambda options: not options.map_local,
        mapremote.MapRemote: lambda options: not options.map_remote,
        modifybody.ModifyBody: lambda options: not options.modify_body,
        modifyheaders.ModifyHeaders: lambda options: not options.modify_headers,
        onboarding.Onboarding: lambda options: not options.onboarding,  # mitm.it is a host like any other
        proxyauth.ProxyAuth: lambda options: not options.proxyauth,
        save.Save: lambda options: not options.save_stream_file,
        savehar.SaveHar: lambda options: not options.hardump,
        serverplayback.ServerPlayback: lambda options: not options.server_replay,
        stickyauth.StickyAuth: lambda options: not options.stickyauth,
        stickycookie.StickyCookie: lambda options: not options.stickycookie,
        update_alt_svc.UpdateAltSvc: lambda options: options.keep_alt_svc_header,
        upstream_auth.UpstreamAuth: lambda options: not options.upstream_auth,
    }
)


def is_idle(addon: object, options: Options) -> bool:
    """Whether `addon` would look at a call and do nothing; of one that is not mitmproxy's own nobody knows."""
    idle = _IDLE.get(type(addon))
    return bool(idle and idle(options))
