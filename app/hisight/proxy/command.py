"""How mitmdump is started: its argument list."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hisight import paths
from hisight.proxy.addresses import Listen, Upstream
from hisight.proxy.routes import Route

CONFDIR = "mitmproxy"
"""Name of the folder in the user's data folder that holds the proxy's certificates."""

WsdlMode = Literal["rewrite", "warn", "keep"]
"""What to do with a WSDL that names the origin."""


@dataclass(frozen=True, slots=True)
class Serving:
    """How every route is served. The files were checked (hisight.proxy.certificates)."""

    timeout_s: float = 60.0
    """Seconds that the upstream may be silent, while it is connected to or while its answer is awaited."""
    wsdl: WsdlMode = "rewrite"
    """What to do with a WSDL that names the origin."""
    insecure: bool = False
    """True accepts any certificate of an https upstream."""
    upstream_ca: Path | None = None
    """PEM file with the authorities that an https upstream may have; None trusts those that everybody trusts."""
    client_cert: Path | None = None
    """PEM file with certificate and key to show to an https upstream that asks for one."""
    cert: Path | None = None
    """PEM file with certificate and key for https clients; None makes one for each name, signed by an authority of our own."""


def arguments(listen: Listen, upstream: Upstream, session: Path, confdir: Path | None = None) -> list[str]:
    """The command line for one route, served as usual."""
    return command([Route(listen, upstream)], session, confdir)


def command(
    routes: Sequence[Route], session: Path, confdir: Path | None = None, serving: Serving = Serving()
) -> list[str]:
    """The command line, program first, that runs mitmdump with our addons, recording into `session`.

    `confdir` holds the proxy's certificates (by default in the user's data folder). It speaks JSON lines on standard output
    and stops at the end of standard input (hisight.capture.events).
    """
    options: list[tuple[str, object]] = [
        *(("mode", route.mode) for route in routes),
        ("confdir", confdir or paths.user_data() / CONFDIR),
        ("his_session", session),
        ("his_parent", "true"),
        ("his_upstream_timeout", f"{serving.timeout_s:g}"),
        ("his_wsdl", serving.wsdl),
        ("connection_strategy", "lazy"),
        ("block_global", "true" if all(route.listen.is_loopback for route in routes) else "false"),
        ("ssl_insecure", "true" if serving.insecure else "false"),
        # What follows keeps mitmproxy from answering, changing or refusing anything itself.
        ("http2", "false"),
        ("http3", "false"),
        ("keep_host_header", "true"),
        ("keep_alt_svc_header", "true"),
        ("validate_inbound_headers", "false"),
        ("onboarding", "false"),
    ]
    if serving.upstream_ca:
        options.append(("ssl_verify_upstream_trusted_ca", serving.upstream_ca.absolute()))
    if serving.client_cert:
        options.append(("client_certs", serving.client_cert.absolute()))
    if serving.cert:
        options.append(("certs", f"*={serving.cert.absolute()}"))
    words = ["--quiet", "--scripts", str(paths.addon())]
    return [*_program(), *words, *(part for name, value in options for part in ("--set", f"{name}={value}"))]


def waiting() -> list[str]:
    """The command line of a mitmdump that loads, and then waits on standard input to be told what `command` says."""
    return [*_program(), "wait"]


def told(command_line: Sequence[str]) -> bytes:
    """What one that is `waiting` must read to do what a `command` says."""
    return json.dumps(command_line[len(_program()) :]).encode() + b"\n"


def _program() -> list[str]:
    # Run by this interpreter, so that no PATH decides which mitmproxy; -P: nor the current folder; -u: no line waits.
    return [sys.executable, "-P", "-u", "-X", "utf8", str(paths.mitmdump())]
