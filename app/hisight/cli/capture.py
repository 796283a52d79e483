"""`hisight capture`: record what passes between a platform and a HIS, or several, and print one line a call."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hisight import catalog as catalogs
from hisight import paths, profiles, proxy
from hisight.capture import Session, new_file, pausing
from hisight.capture.keeper import Keeper
from hisight.cli.capture_child import Child, stop_when_told
from hisight.cli.capture_printer import JsonPrinter, LinePrinter, remark
from hisight.cli.options import CatalogFolder
from hisight.cli.session import limits_of
from hisight.errors import HisightError
from hisight.proxy import Listen, ProxyError, Route, Serving
from hisight.wording import NOTHING, Words

if TYPE_CHECKING:
    from hisight.follow import Watch

_SHORTEST_TIMEOUT = 0.1


class Wsdl(StrEnum):
    """What to do with a WSDL that names the origin."""

    REWRITE = "rewrite"
    WARN = "warn"
    KEEP = "keep"


def capture(
    upstream: Annotated[str, typer.Option(help="Server behind the proxy: http://host:port.")] = "",
    listen: Annotated[str, typer.Option(help="Address to listen on for it: host:port.")] = "127.0.0.1:9000",
    route: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LISTEN=UPSTREAM", help="One more listener with its server: 9001=https://b:8443. Repeatable."
        ),
    ] = None,
    forward: Annotated[
        str, typer.Option(metavar="LISTEN", help="Listen here as a forward proxy: clients say where to.")
    ] = "",
    session: Annotated[
        Path | None,
        typer.Option(help="Session file; one that exists is continued. Default: a new one in the data folder."),
    ] = None,
    profile: Annotated[
        str,
        typer.Option(
            help="Profile to read every call with. Default: the one that matches the call, else HISIGHT_KEY. "
            "With several listeners let each profile say `listen`.",
        ),
    ] = "",
    catalog: CatalogFolder = None,
    keep: Annotated[str, typer.Option(help="Remove calls older than this: 7d, 12h, 2w. Default: keep all.")] = "",
    keep_size: Annotated[
        str, typer.Option(help="Remove the oldest calls beyond this size: 500MB, 2GB. Default: keep all.")
    ] = "",
    timeout: Annotated[
        float, typer.Option(min=_SHORTEST_TIMEOUT, help="Seconds that the server may be silent before 504 is answered.")
    ] = 60.0,
    wsdl: Annotated[
        Wsdl, typer.Option(help="Put our address into a WSDL that names the server's own, or only warn, or keep it.")
    ] = Wsdl.REWRITE,
    upstream_ca: Annotated[
        Path | None, typer.Option(help="PEM file with the authorities that an https server's certificate may be from.")
    ] = None,
    client_cert: Annotated[
        Path | None, typer.Option(help="PEM file with certificate and key, for a server that asks for one.")
    ] = None,
    cert: Annotated[
        Path | None,
        typer.Option(help="PEM file with certificate and key to show to https clients. Default: from `hisight ca`."),
    ] = None,
    metrics: Annotated[
        str, typer.Option(metavar="LISTEN", help="Serve counters for Prometheus here, at /metrics; this machine only.")
    ] = "",
    rules: Annotated[
        Path | None,
        typer.Option(
            help="TOML file with rules: answer, delay or spoil calls. They name function, user and url: no filter."
        ),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False,
    insecure: Annotated[bool, typer.Option("--insecure", help="Accept any certificate of an https server.")] = False,
) -> None:
    """Record, read and verify every call that passes; one line each.

    Every listener takes http and https. Ctrl+C and SIGTERM stop it. So does the end of standard input when that is a pipe: a
    program that starts it can stop it so. A terminal, a file or /dev/null (nohup, a service) as standard input does not.
    """
    routes = _routes(upstream, listen, route or [], forward)
    serving = Serving(timeout, wsdl.value, insecure, upstream_ca, client_cert, cert)
    proxy.check_routes(routes)
    _check_files(serving)
    scraped = _metrics_address(metrics, routes) if metrics else None
    limits = limits_of(keep, keep_size)
    profiles.ready(profile)  # what a person may have got wrong is told before anything is started
    if catalog or catalogs.is_overlaid():
        catalogs.in_use(catalog)
    in_force = _rules(rules) if rules else ""
    path = (session or new_file(paths.user_data() / "sessions")).absolute()
    printer = JsonPrinter() if as_json else LinePrinter(routes)
    with Session.open(path, create=True) as opened, ExitStack() as until_the_end:
        if opened.cut:
            remark(opened.cut.words)
        if limits:
            remark(limits.words)
            until_the_end.enter_context(Keeper(path, limits, _removed))
        if (exposed := proxy.exposure(routes)) != NOTHING:
            remark(exposed)
        last = opened.last_id()
        with Child(proxy.command(routes, path, serving=serving), printer) as child, ExitStack() as while_it_runs:
            stop_when_told(child)
            if in_force:
                child.say(pausing.Rules(in_force, profile, str(catalog.absolute()) if catalog else ""))
            # What reading needs is imported and made while mitmdump loads, which takes as long.
            from hisight.follow import follow, give_way, settle
            from hisight.reading import Reader

            reader = Reader.default(profile, catalog)
            settle()
            give_way()
            watch = while_it_runs.enter_context(_served(scraped, child)) if scraped else None
            for read in follow(opened, reader, child.bell, last, watch, lambda error: remark(str(error))):
                for exchange, summary in read:
                    printer.call(exchange, summary)
        printer.end(path, opened.count())
    child.blame()


def _routes(upstream: str, listen: str, more: list[str], forward: str) -> list[Route]:
    routes = [Route(proxy.parse_listen(listen), proxy.parse_upstream(upstream))] if upstream else []
    routes += [proxy.parse_route(text) for text in more]
    routes += [proxy.parse_forward(forward)] if forward else []
    if not routes:
        raise ProxyError(
            Words("没有说明要转发到哪里。", "nothing says where to send what comes in."),
            Words(
                "请给出 --upstream、--route 或 --forward，如 --upstream http://10.0.0.5:8080。",
                "Give --upstream, --route or --forward, like --upstream http://10.0.0.5:8080.",
            ),
        )
    return routes


def _rules(file: Path) -> str:
    """The rules in `file`, checked, as the proxy is told them. Raises HisightError when it is missing or wrong."""
    from hisight.intercept.rules import load, write

    if not file.exists():
        raise HisightError(Words(f"没有规则文件 {file}。", f"there is no file {file} with rules."))
    return write(load(file.absolute()))


def _metrics_address(text: str, routes: list[Route]) -> Listen:
    """Where to serve the counters. Raises ProxyError where that is not for this machine alone, or not free."""
    listen = proxy.parse_listen(text)
    if not listen.is_loopback:
        raise ProxyError(
            Words(
                f"指标只能在本机提供，不能在 {listen}。", f"counters are served on this machine only, not on {listen}."
            ),
            Words("请写成 127.0.0.1:9464。", "Write 127.0.0.1:9464."),
        )
    proxy.check_routes([*routes, Route(listen, None)])
    return listen


@contextmanager
def _served(listen: Listen, child: Child) -> "Iterator[Watch]":
    """Serve the counters; gives who counts a reading."""
    from hisight.metrics import Metrics, MetricsServer

    counted = Metrics()
    remark(Words(f"指标：http://{listen}/metrics", f"counters: http://{listen}/metrics"))
    with MetricsServer(listen.host, listen.port, lambda: counted.text(child.state())):
        yield counted.count


def _check_files(serving: Serving) -> None:
    """Raise ProxyError where `serving` names a file that is not what it should be."""
    if serving.upstream_ca or serving.client_cert or serving.cert:
        from hisight.proxy import certificates  # X.509 takes a while to import, and most captures name no file

        certificates.check(serving)


def _removed(count: int) -> None:
    remark(Words(f"已按保留期限删除 {count} 次旧调用。", f"{count} old calls removed, as asked for."))
