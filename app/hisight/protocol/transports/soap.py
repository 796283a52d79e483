"""SOAP 1.1 and 1.2, told by namespace, never by prefix; the operation is taken from the Body, not from SOAPAction."""

from dataclasses import replace

from hisight.protocol import markup, xml
from hisight.protocol.notes import Problem
from hisight.protocol.transports import argument, carries, fault
from hisight.protocol.transports.argument import Found
from hisight.protocol.transports.transport import Transport
from hisight.wording import Words

NAMESPACES = {
    "http://schemas.xmlsoap.org/soap/envelope/": "soap-1.1",
    "http://www.w3.org/2003/05/soap-envelope": "soap-1.2",
}

MEDIA_TYPES = {"text/xml": "soap-1.1", "application/soap+xml": "soap-1.2"}
"""What each version goes by in Content-Type."""

_EXCERPT = 60


def version(root: xml.Element) -> str:
    """`soap-1.1`, `soap-1.2`, or `soap` for an Envelope with a Body in another namespace; empty for any other document."""
    if xml.local_name(root) != "Envelope":
        return ""
    return NAMESPACES.get(xml.namespace(root)) or ("soap" if _body(root)[1] is not None else "")


def read(text: str, root: xml.Element) -> tuple[Transport, tuple[Problem, ...]]:
    """Read the SOAP message `text` with the Envelope `root`."""
    index, body = _body(root)
    operation = None if body is None else next(body.iterchildren("*"), None)
    name = "" if operation is None else xml.local_name(operation)
    called = "" if carries.of_name(name) == "root" else name
    base = Transport(version(root), "nothing", "", called, namespace=xml.namespace(root))
    if body is None or operation is None:
        return base, (no_root(body),)
    if name == "Fault":
        said = fault.read(operation)
        return replace(base, fault=said), (Problem("soap-fault", "transport", said.words),)
    found = argument.find(body, (index,))
    if found is None:
        return base, (no_root(operation),)
    return with_argument(text, base, found), ()


def with_argument(text: str, base: Transport, found: Found) -> Transport:
    """`base` with the argument `found` in `text`."""
    inner, style = found.inner, argument.usual_style(found, text)
    if not style:
        span = markup.span_at(text, found.path)
        style = argument.style_of(found, text[span.inner : span.inner_end])
        inner = inner or text[span.start : span.end]
    return Transport(
        base.kind,
        carries=carries.of_text(inner),
        inner=inner,
        operation=base.operation,
        argument=_parameter_name(found.element),
        style=style,
        path=found.path,
        again=found.again,
        decoded=found.decoded,
        declared=xml.instance_attribute(found.element, "type"),
        namespace=base.namespace,
    )


def no_root(around: xml.Element | None) -> Problem:
    """There is no ROOT in `around`; say what stands there instead."""
    instead = Words("SOAP Body 是空的", "the SOAP Body is empty")
    if around is not None:
        texts = [" ".join(text.split()) for text in map(str, around.itertext()) if text.strip()]
        names = [xml.local_name(one) for one in around.iter("*")]
        nothing = next((one for one in around.iter("*") if xml.instance_attribute(one, "nil") in ("true", "1")), None)
        names += [markup.first_name(text) for text in texts]
        other = next((name for name in names if name.upper() == "ROOT"), "")
        if other:
            instead = Words(f"写成了 <{other}>，须为大写的 <ROOT>", f"it is written <{other}>, in other case")
        elif texts:
            said = f"{texts[0][:_EXCERPT]}…" if len(texts[0]) > _EXCERPT else texts[0]
            instead = Words(f"内容是“{said}”", f"there is “{said}” instead")
        elif nothing is not None:
            name = xml.local_name(nothing)
            instead = Words(f"<{name}> 标为 xsi:nil，没有值", f"<{name}> is xsi:nil, it has no value")
        else:
            instead = Words(f"<{names[0]}> 里没有内容", f"<{names[0]}> holds nothing")
    message = Words(
        f"报文中找不到 ROOT 节点：{instead.zh}。", f"there is no ROOT element in the message: {instead.en}."
    )
    return Problem("no-root", "root", message)


def _body(root: xml.Element) -> tuple[int, xml.Element | None]:
    """The Body and its place among the children of the Envelope `root`; None when there is none."""
    children = enumerate(root.iterchildren("*"))
    return next(((index, child) for index, child in children if xml.local_name(child) == "Body"), (0, None))


def _parameter_name(element: xml.Element) -> str:
    """The name of the parameter whose value stands in `element`, which Axis 1 may put elsewhere as a multiRef."""
    name, reference = xml.local_name(element), element.get("id")
    if name != "multiRef" or not reference:
        return name
    root = element.getroottree().getroot()
    user = next((one for one in root.iter("*") if one.get("href") == f"#{reference}"), None)
    return name if user is None else xml.local_name(user)
