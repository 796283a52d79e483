"""`hisight mock his`: a hospital to call."""

import json
import signal
import threading
from types import FrameType
from typing import Annotated

import typer

from hisight import profiles, proxy
from hisight.catalog import published
from hisight.cli.message import reader_of
from hisight.cli.options import AsJson, Cipher, ProfileName, Rule, SharedKey
from hisight.errors import HisightError
from hisight.mock import PEERS, HisServer, MockHis, Peer
from hisight.mock.clock import Clock
from hisight.mock.styles import STYLES
from hisight.profiles import Traits
from hisight.protocol import AUTO
from hisight.proxy import Listen
from hisight.wording import Words


def his(
    listen: Annotated[str, typer.Option(help="Address to listen on: host:port; port 0 takes a free one.")] = (
        "127.0.0.1:8080"
    ),
    profile: ProfileName = "",
    key: SharedKey = "",
    cipher: Cipher = AUTO,
    rule: Rule = AUTO,
    *,
    no_verify: Annotated[bool, typer.Option("--no-verify", help="Accept any SIGN, and none at all.")] = False,
    as_json: AsJson = False,
) -> None:
    """A hospital that answers all 47 functions and remembers: patients, places, locks, orders, payments, deposits.

    A lock lapses after ten minutes; `curl -d +660 http://HOST/mock/clock` puts the hospital's clock forward. Without a key or
    profile it has two users, demo-aes (HOSPITAL_ID SL01) and demo-plain (SL02), with the key DEMO-KEY-16CHARS; with one, any
    USER_ID and HOSPITAL_ID will do. Everything it knows is invented and forgotten when it ends: Ctrl+C.
    """
    free = listen.removesuffix(":0")
    where = Listen(free, 0) if free != listen else proxy.parse_listen(listen)
    told = profile or key or cipher != AUTO or rule != AUTO or profiles.environment_keys()
    peers = (_anybody(profile, key, cipher, rule),) if told else PEERS
    try:
        server = HisServer(MockHis(peers, Clock(), verify=not no_verify), where.host, where.port)
    except OSError as error:
        reason = error.strerror or str(error)
        raise HisightError(
            Words(f"无法监听 {listen}：{reason}。", f"cannot listen on {listen}: {reason}."),
            Words("请换一个端口。", "Choose another port."),
        ) from None
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    with server:
        origin = f"http://{where.host}:{server.port}"
        typer.echo(_listening_json(origin) if as_json else _listening(origin))
        while not stopped.wait(1.0):  # in steps, because Windows waits for an event without looking at signals
            pass


def _anybody(profile: str, key: str, cipher: str, rule: str) -> Peer:
    """A peer with any USER_ID and HOSPITAL_ID, which encodes and signs as the command line says."""
    scheme = reader_of(published(), profile, key, cipher, rule).choose_scheme(Traits())
    return Peer("", "", "", scheme)


def _listening(origin: str) -> str:
    said = Words(
        f"模拟 HIS 在 {origin} 等待调用，按 Ctrl+C 停止。WSDL：", f"The mock HIS is at {origin}. Ctrl+C stops it. WSDL:"
    )
    return "\n".join([str(said), *(f"  {origin}{path}?wsdl" for path in STYLES)])


def _listening_json(origin: str) -> str:
    return json.dumps({"event": "listening", "url": origin, "wsdl": [f"{origin}{path}?wsdl" for path in STYLES]})
