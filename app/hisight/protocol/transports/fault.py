"""SOAP faults: what a peer says when it could not do what was asked (SOAP 1.1, 4.4; SOAP 1.2 part 1, 5.4)."""

from dataclasses import dataclass

from hisight.protocol import xml
from hisight.wording import Words

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Fault:
    """A SOAP fault."""

    code: str
    """`Server`, `Client`, `Sender` ... without its prefix; of SOAP 1.2 the innermost subcode too: `Sender.BadArguments`."""
    reason: str
    """What the peer says about it, in one line."""

    @property
    def blames_the_caller(self) -> bool:
        """True when the peer says that the request is at fault."""
        return self.code.partition(".")[0] in ("Client", "Sender", "MustUnderstand", "VersionMismatch")

    @property
    def words(self) -> Words:
        """The fault in one sentence."""
        said = self.said
        return Words(f"对方返回 SOAP Fault：{said.zh}。", f"the peer answered with a SOAP Fault: {said.en}.")

    @property
    def said(self) -> Words:
        """Its code and its reason, in the words of the peer."""
        text = " ".join(part for part in (self.code, self.reason) if part)
        return Words(text, text)


def read(element: xml.Element) -> Fault:
    """Take the `Fault` element apart; what stands in no known place is part of the reason. Never fails."""
    code: list[str] = []
    reason: list[str] = []
    for child in element.iterchildren("*"):
        name = xml.local_name(child)
        if name == "faultcode":
            code.append(_text(child))
        elif name == "Code":
            code += [_text(value) for value in child.iter("{*}Value")]
        else:
            reason.append(_text(child))
    names = ".".join(value.rpartition(":")[2] for value in code if value)
    said = " ".join(part for part in reason if part) or _text(element)
    return Fault(names, said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…")


def _text(element: xml.Element) -> str:
    return " ".join(" ".join(str(part).split()) for part in element.itertext() if part.strip())
