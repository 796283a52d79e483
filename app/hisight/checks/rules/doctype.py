"""XML006."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words

_SHOWN = 60


@rule(
    "XML006",
    "doctype",
    Severity.WARNING,
    title=Words("报文带有 DOCTYPE", "a message with a DOCTYPE"),
    hint=Words("接口用不到 DOCTYPE，请删去。", "Leave the DOCTYPE out; the interface needs none."),
    when=[Occasion.PROLOG],
)
def doctype(subject: Subject) -> Iterator[Found]:
    """A document type declaration stands before the SOAP envelope, the ROOT or the payload.

    What: it is found and not obeyed: nothing is loaded, no entity is replaced, and the message is read as if it were not
    there. It is an error where it sends the receiver to a file or an address, and in SOAP, which forbids it.

    Why: many receivers refuse it for safety; one that obeys it can be made to read files.

    Example: `<!DOCTYPE ROOT [<!ENTITY x SYSTEM "file:///c:/windows/win.ini">]>`.
    """
    for layer in subject.doctypes:
        if layer.declared.nested:
            continue  # that is entity-bomb
        zh, en = f"{layer.name.zh}带有 DOCTYPE 声明", f"{layer.name.en} has a DOCTYPE"
        addresses = layer.declared.addresses
        if addresses:
            zh, en = (
                f"{zh}，让接收方去读 {addresses[0][:_SHOWN]}",
                f"{en} that sends the receiver to {addresses[0][:_SHOWN]}",
            )
        grave = bool(addresses) or layer.is_soap
        yield Found(layer.path, Words(f"{zh}。", f"{en}."), severity=Severity.ERROR if grave else None)
