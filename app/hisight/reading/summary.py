"""A reading in one row of the session file."""

from hisight.capture import Summary, Trace
from hisight.capture.summary import NO_TRACE
from hisight.checks import Severity
from hisight.reading.reader import Reading

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


def summarise(reading: Reading) -> Summary:
    """What the list shows of `reading`, which must come from an exchange of a session."""
    call = reading.call
    exchange = call.exchange
    function = reading.function
    roots = [message.document.root for message in call.messages if message.document.root]
    values = [node.value.strip() for root in roots for node in root.walk()]
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
        text="\n".join(value for value in values if value),
        trace=_trace(reading),
    )
