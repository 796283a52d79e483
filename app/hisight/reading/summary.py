"""A reading in one row of the session file."""

from hisight.capture import Summary, Trace
from hisight.capture.filtering.names import FINDING
from hisight.capture.summary import NO_TRACE
from hisight.checks import Severity
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.reading.reading import Reading

_WORST_FIRST = ("invalid", "unknown-key", "unsigned", "valid-with-deviation", "valid")


def _trace(reading: Reading) -> Trace:
    if reading.call.exchange is None:
        return NO_TRACE
    facts, keys = reading.trace
    return Trace(facts.to_json(), keys)


def _request_line(reading: Reading) -> str:
    """What is asked of the server where it is no business call: `GET /his?wsdl`."""
    request = reading.call.request
    return "" if request is None or reading.call.is_business else request.head.start_line.rpartition(" ")[0]


def _values(reading: Reading) -> list[tuple[str, str]]:
    """What the call is found by: the values of both messages, and what it is, whom it asked, what was found in it."""
    call, function, exchange = reading.call, reading.function, reading.call.exchange
    values: list[tuple[str, str]] = []
    for message in call.messages:
        sealed = PAYLOAD_NAME[message.direction]
        values += [(entry.name, entry.value.strip()) for entry in message.envelope.fields if entry.name != sealed]
        if message.document.root:
            values += [(node.name, node.value.strip()) for node in message.document.root.all()]
    about = (function.name, function.title) if function else (call.operation or _request_line(reading),)
    recorded = (exchange.url, exchange.error) if exchange else ()
    values += [("", text) for text in (*about, *recorded)]
    values += [(FINDING, finding.code) for finding in reading.findings]
    return values


def summarise(reading: Reading) -> Summary:
    """What the list shows of `reading`, which must come from an exchange of a session."""
    call = reading.call
    exchange = call.exchange
    function = reading.function
    verdicts = {message.signature.verdict for message in call.messages if message.envelope.fields}
    return Summary(
        exchange_id=exchange.id if exchange else 0,
        fun_code=call.fun_code or (function.code if function else ""),
        function=function.name if function else call.operation or _request_line(reading),
        title=function.title if function else "",
        effect=function.effect if function else "",
        user_id=call.user_id,
        hospital_id=call.hospital_id,
        return_code=call.return_code,
        return_msg=call.return_msg,
        signature=next((verdict for verdict in _WORST_FIRST if verdict in verdicts), ""),
        severity=reading.worst or "",
        findings=sum(finding.severity is not Severity.NOTE for finding in reading.findings),
        failed=reading.failed,
        verdict_zh=reading.verdict.zh,
        verdict_en=reading.verdict.en,
        key_label=call.key_label,
        values=tuple(_values(reading)),
        trace=_trace(reading),
    )
