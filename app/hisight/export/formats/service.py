"""The web service that calls went to, as far as they show it: where it is, and what its operations are called."""

from dataclasses import dataclass
from functools import cached_property

from hisight.catalog import Catalog
from hisight.export.evidence import Evidence
from hisight.protocol import MarkupError, xml

_NOWHERE = "http://127.0.0.1:8080/HisService"
_NAMESPACE = "http://tempuri.org/"  # what .NET writes where nobody chose another


@dataclass(frozen=True, slots=True)
class Asked:
    """How one call asked by SOAP."""

    version: str
    """`soap-1.1` or `soap-1.2`."""
    namespace: str
    """The namespace of the operation; empty for none."""
    operation: str
    """The element below the Body."""
    argument: str
    """The element that holds the string."""
    address: str
    """The URL without what stands behind its `?`."""


def asked_by(call: Evidence) -> Asked | None:
    """How `call` asked; None when it is no SOAP that can be read, or its request stays at home."""
    message = call.readable("request")
    if message is None or message.transport.kind not in ("soap-1.1", "soap-1.2") or message.package.kind:
        return None
    try:
        envelope: xml.Element | None = xml.parse(message.decoded.text)
    except MarkupError as error:  # a broken request is what somebody may want to send again
        envelope = xml.parse_as_far_as_possible(message.decoded.text, error)
    bodies = [child for child in envelope if xml.local_name(child) == "Body"] if envelope is not None else []
    element = bodies[0][0] if bodies and len(bodies[0]) else None
    if element is None:
        return None
    namespace = str(element.tag).partition("}")[0].removeprefix("{") if "}" in str(element.tag) else ""
    carried = message.transport
    return Asked(
        carried.kind, namespace, xml.local_name(element), carried.argument, call.exchange.url.partition("?")[0]
    )


class Service:
    """What the calls that asked by SOAP have in common."""

    def __init__(self) -> None:
        self._asked: dict[Asked, int] = {}

    def add(self, asked: Asked | None) -> None:
        """Learn from another call."""
        if asked is not None:
            self._asked[asked] = self._asked.get(asked, 0) + 1

    @cached_property
    def usual(self) -> Asked:
        """How most of them asked; a service on this machine where none did."""
        return max(self._asked, key=self._asked.__getitem__, default=Asked("soap-1.1", _NAMESPACE, "", "xml", _NOWHERE))

    def operations(self, catalog: Catalog) -> list[str]:
        """Its operations: those that were called, and where these are called like functions of `catalog`, all of its functions."""
        called = [asked.operation for asked in self._asked if asked.namespace == self.usual.namespace]
        names = [function.name for function in catalog.functions]
        if called and not set(called) & set(names):
            return list(dict.fromkeys(called))
        return list(dict.fromkeys((*names, *called)))
