"""The request of a step: what the scenario says, and what else the catalog requires."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from hisight.catalog import Catalog, Field, Function
from hisight.mock.answers.asked import HOSPITAL_NAMES
from hisight.mock.content import values, write
from hisight.mock.faults import Fault
from hisight.mock.filling import Known, filled, invented
from hisight.protocol import Scheme, compose_root, document, http, soap_request
from hisight.replay import Outgoing
from hisight.replay.compose import compose_request
from hisight.scenarios.references import References


@dataclass(frozen=True, slots=True)
class Target:
    """The HIS, and how it wants to be spoken to."""

    url: str
    """Where calls go."""
    scheme: Scheme
    """Cipher, rule and key."""
    user_id: str
    """USER_ID."""
    hospital_id: str
    """HOSPITAL_ID."""
    operation: str = ""
    """The operation that takes every function; empty for one each."""
    argument: str = "xml"
    """The name of its argument."""
    namespace: str = "http://tempuri.org/"
    """Of operation and SOAPAction."""


def content(function: Function, known: Known, known_so_far: References, target: Target, catalog: Catalog) -> str:
    """The REQ document of `function`: `known`, the patient of this run, and what is required besides."""
    now = datetime.now()
    composed = values(document.read(compose_request(catalog, function, now, target.hospital_id)).root)
    invent = invented(catalog, now)

    def value(field: Field) -> str:
        if field.name in HOSPITAL_NAMES:
            return target.hospital_id
        return known_so_far.person(field.name) or composed.get(field.name) or invent(field)

    part = function.request
    return write(part.root, filled(part, known, value))


def outgoing(function: Function, payload: str, target: Target, fault: Fault) -> Outgoing:
    """The request of `function` with the document `payload`, ready to be sent, with what goes wrong on purpose."""
    fields = {"FUN_CODE": function.code or function.name, "USER_ID": target.user_id}
    root = compose_root("request", fields, fault.document(payload), fault.scheme(target.scheme))
    operation = target.operation or function.name
    body = soap_request(operation, target.argument, root, target.namespace).encode(fault.charset, "xmlcharrefreplace")
    parts = urlsplit(target.url)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    head = http.Head(
        f"POST {path} HTTP/1.1",
        (
            ("Host", parts.netloc),
            ("Content-Type", "text/xml; charset=utf-8"),
            ("SOAPAction", f'"{target.namespace}{operation}"'),
        ),
    )
    return Outgoing(target.url, head, body)
