"""A call that nobody has made yet: the function is chosen, and where it goes; how it is carried is learned from its peer."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from hisight import profiles
from hisight.capture import Exchange, Session, split_url
from hisight.catalog import Function
from hisight.profiles import Profile, Traits
from hisight.protocol import Message, compose_root, http, markup, soap_request
from hisight.reading import Reader
from hisight.replay.outgoing import edited

OPERATIONS = ("PubService", "RegService", "HisInterface", "HisService")
"""What peers call the operation that takes every function (wire.md, 1), beside one for each function."""

_NAMESPACE = "http://tempuri.org/"  # what ASP.NET gives to a service that nobody named
_ARGUMENT = "xml"
_USER_ID = "0001"
_LOOK_BACK = 500  # calls
_MOST_READ = 10  # of them


@dataclass(frozen=True, slots=True)
class NewCall:
    """The function to call, and what is known about its peers."""

    function: Function
    """What to call."""
    reader: Reader
    """Knows the profiles and keys."""
    session: Session | None = None
    """The calls to learn from; None for nothing to learn from."""

    def to(self, url: str, operation: str = "") -> Exchange:
        """An unsent exchange to `url`, whose request waits for its payload: to be edited, sealed and sent.

        It is the latest one to that host, payload and all, but for function and operation, and its `parent` names that call;
        for a host without one it is SOAP 1.1 without a payload. An empty `operation` is chosen as that call does it: one for
        each function, or one for all. Raises HisightError when `url` is incomplete.
        """
        known = self._latest_to(urlsplit(url).netloc)
        return self._like(known, url, operation) if known else self._from_nothing(url, operation)

    def _latest_to(self, host: str) -> Exchange | None:
        """The latest call to `host` with a request that can be edited, rather one whose payload shows how it is encoded."""
        if self.session is None:
            return None
        last = self.session.last_id()
        rows = self.session.rows(range(max(1, last - _LOOK_BACK + 1), last + 1))
        numbers = [row.id for row in reversed(rows) if split_url(row.url).netloc == host]
        found = None
        for exchange in self.session.exchanges(numbers[:_MOST_READ]):
            request = self._request(exchange)
            if request.transport.kind != "none" and request.envelope.entry("FUN_CODE") is not None:
                if request.payload.state in ("plain", "decrypted"):
                    return exchange
                found = found or exchange
        return found

    def _like(self, known: Exchange, url: str, operation: str) -> Exchange:
        request = self._request(known)
        before = request.transport.operation
        called = self.reader.catalog.function(request.envelope.get("FUN_CODE"))
        one_each = called is not None and called.name.lower() == before.lower()
        after = operation or (self.function.name if one_each else before)
        head = http.parse_head(known.request_head).replacing(Content_Encoding=None)
        body, recorded = request.decoded.text, known.url
        if before and after != before:
            body = _renamed(request, after)
            url, recorded = (one.replace(f".asmx/{before}", f".asmx/{after}") for one in (url, recorded))
            head = head.replacing(SOAPAction=head.get("SOAPAction").replace(before, after) or None)
        renamed = replace(known, request_head=head.to_bytes(), request_body=request.to_body(body), url=recorded, id=0)
        outgoing = edited(renamed, self._request(renamed), fields={"FUN_CODE": self._fun_code}, to=url)
        return Exchange(
            outgoing.head.to_bytes(), outgoing.body, url=outgoing.url, listener=known.listener, parent=known.id
        )

    def _from_nothing(self, url: str, operation: str) -> Exchange:
        parts = urlsplit(url)
        called = operation or self.function.name
        traits = Traits(parts.netloc, parts.path, operation=called)
        known = (one for one in self.reader.profiles if one.user_id and _matches(one, traits))
        traits = replace(traits, user_id=next((profile.user_id for profile in known), _USER_ID))
        fields = {"FUN_CODE": self._fun_code, "USER_ID": traits.user_id}
        root = compose_root("request", fields, "", self.reader.choose_scheme(traits))
        head = http.Head(
            f"POST {parts.path or '/'}{'?' + parts.query if parts.query else ''} HTTP/1.1",
            (
                ("Host", parts.netloc),
                ("Content-Type", "text/xml; charset=utf-8"),
                ("SOAPAction", f'"{_NAMESPACE}{called}"'),
            ),
        )
        return Exchange(head.to_bytes(), soap_request(called, _ARGUMENT, root, _NAMESPACE).encode(), url=url)

    @property
    def _fun_code(self) -> str:
        return self.function.code or self.function.name

    def _request(self, exchange: Exchange) -> Message:
        request = self.reader.read(exchange).call.request
        assert request is not None  # an exchange always has one, readable or not
        return request


def _matches(profile: Profile, traits: Traits) -> bool:
    return profiles.choose([profile], replace(traits, user_id=profile.user_id)) is not None


def _renamed(request: Message, operation: str) -> str:
    """The body of `request` with another operation below its SOAP Body, its prefix and attributes untouched.

    The same body where there is none, as in a form, or where it cannot be told what it is.
    """
    text = request.decoded.text
    if len(request.transport.path) < 2:
        return text
    span = markup.span_at(text, request.transport.path[:2])
    name = f"{span.name.removesuffix(span.local_name)}{operation}"
    opening = text[span.start + 1 + len(span.name) : span.inner_end]
    return f"{text[: span.start]}<{name}{opening}</{name}>{text[span.end :]}"
