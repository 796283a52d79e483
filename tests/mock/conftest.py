"""A mock HIS without a network, and a way to ask it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from hisight.mock import PEERS, PLAIN, MockHis, Peer
from hisight.mock.content import Content, write
from hisight.mock.his import NAMESPACE
from hisight.protocol import Message, Scheme, compose_root, open_message, soap_request

Ask = Callable[..., Message]


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 30)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **step: float) -> None:
        self.now += timedelta(**step)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def his(clock: Clock) -> MockHis:
    return MockHis(PEERS, clock)


@pytest.fixture
def ask(his: MockHis) -> Ask:
    def ask_it(
        fun_code: str, content: Content, peer: Peer = PLAIN, scheme: Scheme | None = None, operation: str = "HisService"
    ) -> Message:
        fields = {"FUN_CODE": fun_code, "USER_ID": peer.user_id}
        named = [("HOSPITAL_ID", peer.hospital_id), *content] if content else []
        root = compose_root("request", fields, write("REQ", named), scheme or peer.scheme)
        reply = his.reply(soap_request(operation, "xml", root, NAMESPACE).encode())
        return open_message("response", reply.body, lambda _envelope: peer.scheme)

    return ask_it
