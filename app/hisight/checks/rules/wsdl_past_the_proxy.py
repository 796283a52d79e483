"""NET011."""

from collections.abc import Iterator

from hisight.capture import wsdl
from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "NET011",
    "wsdl-past-the-proxy",
    Severity.NOTE,
    title=Words("WSDL 中的地址绕过代理", "a WSDL that leads past the proxy"),
    hint=Words(
        "请让客户端使用代理的地址，或用 --wsdl rewrite 替换。",
        "Give the client the proxy's address, or let it be replaced with --wsdl rewrite.",
    ),
    side="response",
)
def wsdl_past_the_proxy(subject: Subject) -> Iterator[Found]:
    """A WSDL that came through the proxy names the server's own address, and the client got it so.

    What: an answer to what asks for a WSDL or a schema of it, passed on as it came, in which a service address or an import
    has the origin that the proxy forwards to.

    Why: a client that is made from it sends its calls there, and none of them is seen or recorded.

    Example: `<soap:address location="http://10.0.0.5:8080/HisService.asmx"/>` behind a proxy at 127.0.0.1:9000.
    """
    exchange, call = subject.call.exchange, subject.call
    if exchange is None or call.request is None or exchange.response_body_sent:
        return
    method, _, target = call.request.head.start_line.partition(" ")
    if not exchange.listener or not wsdl.is_asked_for(method, target.rpartition(" ")[0]):
        return
    server = wsdl.origin_of(exchange.url)
    if server is not None and server in wsdl.origins(subject.message.decoded.text.encode()):
        yield Found("", Words(f"WSDL 中的地址是 {server}。", f"the WSDL names {server}."))
