"""The mock HIS: from the bytes of a SOAP request to the bytes of its answer, without a network."""

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hisight import catalog
from hisight.catalog import Function
from hisight.mock import styles
from hisight.mock.answers import ANSWERS
from hisight.mock.content import values, write
from hisight.mock.faults import NO_FAULT, Fault
from hisight.mock.peers import Peer
from hisight.mock.state import Refusal, State
from hisight.mock.styles import Style, Version
from hisight.protocol import RULES, Message, Scheme, Unopened, compose_root, http, open_message

NAMESPACE = "http://his.example/"
"""Of the operations and their arguments."""

ONE_FOR_ALL = "HisService"
"""The operation that takes every function."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over HTTP."""

    status: int
    """HTTP status."""
    body: bytes
    """SOAP, in the version of the request."""
    delay_s: float = 0.0
    """Seconds to wait before it is sent."""
    content_type: str = styles.CONTENT_TYPES["soap-1.1"]
    """Content-Type of the answer."""


def functions() -> list[Function]:
    """The functions that the HIS speaks, as the published catalog has them."""
    known = (catalog.published().function(fun_code) for fun_code in ANSWERS)
    return [function for function in known if function]


class MockHis:
    """A hospital that speaks the catalog. It may be asked from several threads."""

    def __init__(self, peers: Sequence[Peer], clock: Callable[[], datetime] = datetime.now) -> None:
        self.state = State(clock)
        """Its books."""
        self._peers = {peer.user_id: peer for peer in peers}
        self._operations = {function.name for function in functions()} | {ONE_FOR_ALL}
        self._faults: dict[str, Fault] = {}
        self._one_at_a_time = threading.Lock()

    def befall(self, fault: Fault) -> None:
        """Let `fault` happen to the next answer of its function."""
        with self._one_at_a_time:
            self._faults[fault.fun_code] = fault

    def reply(self, body: bytes, head: http.Head = http.EMPTY_HEAD, style: Style = styles.USUAL) -> Reply:
        """Answer the request `body` in that `style`. Never fails: what is no request of ours gets a SOAP Fault."""
        message = open_message("request", body, self._scheme, head)
        operation = message.transport.operation
        version: Version = "soap-1.2" if message.transport.kind == "soap-1.2" else "soap-1.1"
        content_type = styles.CONTENT_TYPES[version]
        if operation not in self._operations:
            told = styles.fault(f"no such operation: {operation or '(none)'}", version)
            return Reply(500, told.encode(), content_type=content_type)
        with self._one_at_a_time:
            root, fault = self._answer(message)
        answer = styles.answer(operation, root, NAMESPACE, style, version)
        return Reply(200, answer.encode(fault.charset), fault.delay_s, content_type)

    def _scheme(self, request: Unopened) -> Scheme:
        peer = self._peers.get(request.envelope.get("USER_ID").strip())
        return peer.scheme if peer else Scheme()

    def _answer(self, message: Message) -> tuple[str, Fault]:
        """The ROOT of the answer, and what befalls it."""
        fun_code = message.envelope.get("FUN_CODE").strip()
        fault = self._faults.pop(fun_code, NO_FAULT)
        document, code = "", "0"
        try:
            document = self._document(message, fun_code)
        except Refusal as refusal:
            code = refusal.code
        meaning = catalog.published().meaning_of_return_code(code, catalog.published().function(fun_code))
        # The text prints some messages with their reason behind them; only the message is sent.
        fields = {"RETURN_CODE": code, "RETURN_MSG": meaning.partition("：")[0]}
        return compose_root("response", fields, fault.document(document), fault.scheme(message.scheme)), fault

    def _document(self, message: Message, fun_code: str) -> str:
        """The RES document; empty where a function answers nothing. Raises Refusal."""
        if message.transport.carries != "root":
            raise Refusal("2")
        if message.envelope.get("USER_ID").strip() not in self._peers:
            raise Refusal("4")
        if message.envelope.get("SIGN_TYPE").strip() != "MD5":
            raise Refusal("8")
        if not _is_signed_right(message):
            raise Refusal("7")
        if message.payload.state == "unreadable":
            raise Refusal("9")
        function = catalog.published().function(fun_code)
        if function is None or fun_code not in ANSWERS:
            raise Refusal("5")
        if message.payload.state == "empty":
            raise Refusal("11")
        asked = defaultdict(str, values(message.document.root))
        if message.document.error:
            raise Refusal("2")
        if asked["HOSPITAL_ID"] != self._peers[message.envelope.get("USER_ID").strip()].hospital_id:
            raise Refusal("1")
        if any(not asked[name] for name in _required(function)):
            raise Refusal("1")
        return write("RES", ANSWERS[fun_code](self.state, asked))


def _is_signed_right(message: Message) -> bool:
    """Whether SIGN fits the agreed key and base string; receivers compare it without case (wire.md, 3)."""
    signature = message.signature
    if not signature.verdict.startswith("valid"):
        return False
    return RULES[signature.rule].layout == RULES[message.scheme.rule].layout


def _required(function: Function) -> list[str]:
    """The values that a request must not lack, where the text is of one mind about them."""
    groups = {field.name for field in function.request.fields if field.list}
    return [
        field.name
        for field in function.request.fields
        if field.required and field.name not in groups and not field.doubted("optional")
    ]
