"""The mock HIS: from the bytes of a SOAP request to the bytes of its answer, without a network."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hisight import catalog
from hisight.catalog import Function
from hisight.mock import styles
from hisight.mock.answers import ANSWERS, Asked
from hisight.mock.content import write
from hisight.mock.faults import NO_FAULT, Fault
from hisight.mock.filling import filled, invented
from hisight.mock.peers import Peer
from hisight.mock.refusal import Refusal
from hisight.mock.state import State
from hisight.mock.styles import Style, Version
from hisight.protocol import AUTO, RULES, Message, Scheme, Unopened, compose_root, http, open_message

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
    """The functions that the HIS speaks, as the published catalog has them: all of it."""
    return [function for function in catalog.published().functions if function.name in ANSWERS]


class MockHis:
    """A hospital that speaks the catalog. It may be asked from several threads."""

    def __init__(
        self, peers: Sequence[Peer], clock: Callable[[], datetime] = datetime.now, *, verify: bool = True
    ) -> None:
        """Without `verify` any SIGN will do, and one of another key or none at all."""
        self.clock = clock
        """Tells the time, local."""
        self.state = State(clock)
        """Its books."""
        self._peers = {peer.user_id: peer for peer in peers}
        self._verify = verify
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
        offered = {ONE_FOR_ALL} if style.one_for_all else self._operations
        is_bare = not operation and message.transport.carries == "root"  # ROOT alone, in no SOAP
        if operation not in offered and not is_bare:
            told = styles.fault(f"no such operation: {operation or '(none)'}", version)
            return Reply(500, told.encode(), content_type=content_type)
        with self._one_at_a_time:
            root, fault = self._answer(message)
        if is_bare:
            answer = root.encode(fault.charset)
        elif message.package.kind in ("form", "query"):
            answer = styles.form_answer(root, NAMESPACE).encode(fault.charset)
        else:
            answer = styles.answer(operation, root, NAMESPACE, style, version).encode(fault.charset)
        if style.mtom and not is_bare:
            content_type, answer = styles.packaged(answer, version)
        return Reply(200, answer, fault.delay_s, content_type)

    def _peer(self, user_id: str) -> Peer | None:
        return self._peers.get(user_id.strip()) or self._peers.get("")

    def _scheme(self, request: Unopened) -> Scheme:
        peer = self._peer(request.envelope.get("USER_ID"))
        return peer.scheme if peer else Scheme()

    def _answer(self, message: Message) -> tuple[str, Fault]:
        """The ROOT of the answer, and what befalls it."""
        fun_code = message.envelope.get("FUN_CODE").strip()
        fault = self._faults.pop(fun_code, NO_FAULT)
        document, code = "", "0"
        self.state.open_days()
        try:
            document = self._document(message, fun_code)
        except Refusal as refusal:
            code = refusal.code
        meaning = catalog.published().meaning_of_return_code(code, catalog.published().function(fun_code))
        # The text prints some messages with their reason behind them; only the message is sent.
        fields = {"RETURN_CODE": code, "RETURN_MSG": meaning.partition("：")[0]}
        scheme = fault.scheme(_as_asked(message))
        return compose_root("response", fields, fault.document(document), scheme), fault

    def _document(self, message: Message, fun_code: str) -> str:
        """The RES document; empty where a function answers nothing. Raises Refusal."""
        if message.transport.carries != "root":
            raise Refusal("2")
        peer = self._peer(message.envelope.get("USER_ID"))
        if peer is None:
            raise Refusal("4")
        if message.envelope.get("SIGN_TYPE").strip() != "MD5" and self._verify:
            raise Refusal("8")
        if self._verify and not _is_signed_right(message):
            raise Refusal("7")
        if message.payload.state == "unreadable":
            raise Refusal("9")
        function = catalog.published().function(fun_code)
        if function is None or function.name not in ANSWERS:
            raise Refusal("5")
        if message.payload.state == "empty":
            raise Refusal("11")
        if message.document.error:
            raise Refusal("2")
        asked = Asked(message.document.root, function)
        own = not peer.hospital_id or asked.hospital in ("", "-1", peer.hospital_id)
        if not own or asked.lacks(function):
            raise Refusal("1")
        answer, part = ANSWERS[function.name](self.state, asked), function.response
        if isinstance(answer, Mapping):
            answer = filled(part, answer, invented(catalog.published(), self.clock()))
        return write(part.root or "RES", answer)


def _as_asked(message: Message) -> Scheme:
    """The scheme to answer with: what was agreed, and where nothing was, what the request shows."""
    scheme = message.scheme
    if scheme.cipher == AUTO:
        scheme = replace(scheme, cipher=message.payload.cipher or "none")
    if scheme.rule == AUTO:
        scheme = replace(scheme, rule=message.signature.rule or "sorted-query-key")
    return scheme


def _is_signed_right(message: Message) -> bool:
    """Whether SIGN fits the agreed key and base string; receivers compare it without case (wire.md, 3)."""
    signature = message.signature
    if not signature.verdict.startswith("valid"):
        return False
    agreed, found = message.scheme.agreed_rule, RULES.get(signature.rule)
    return agreed is None or found is None or found.layout == agreed.layout
