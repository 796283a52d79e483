"""A call as the questions of the verdict see it, and the phrases in which they answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hisight.calls import Call
from hisight.catalog import Catalog, Function
from hisight.checks import SUCCESS, Finding, Severity, Subject
from hisight.protocol import Direction, Message
from hisight.wording import NOTHING, Words

SIDE: Mapping[Direction, Words] = {"request": Words("平台", "the platform"), "response": Words("HIS ", "the HIS")}
"""Who wrote a message; a Chinese character follows."""


@dataclass(frozen=True, slots=True)
class Case:
    """A call with what is known about it."""

    call: Call
    """The opened messages."""
    subjects: Sequence[Subject]
    """Each side beside the catalog."""
    findings: Sequence[Finding]
    """What disagrees, the worst first."""
    function: Function | None
    """The function that was called; None when the catalog has none."""
    catalog: Catalog
    """The interface."""

    @property
    def code(self) -> str:
        """RETURN_CODE."""
        return self.call.return_code

    @property
    def refused(self) -> bool:
        """True when RETURN_CODE says no."""
        return self.call.response is not None and self.code not in ("", SUCCESS)

    @property
    def meaning(self) -> str:
        """What RETURN_CODE means; empty when the interface does not have it."""
        return self.catalog.meaning_of_return_code(self.code, self.function)

    @property
    def refusal(self) -> Words:
        """That the HIS refused, and what it said; empty when it did not."""
        if not self.refused:
            return NOTHING
        said = self.call.return_msg or self.meaning or "-"
        return Words(
            f"HIS 拒绝（{self.code}）：{_stop(said, '。')}", f"The HIS refused ({self.code}): {_stop(said, '.')}"
        )

    def errors(self, direction: Direction) -> list[Finding]:
        """What is an error on one side, but for its signature."""
        return [
            finding
            for finding in self.of_side(direction, Severity.ERROR)
            if finding.name not in ("bad-signature", "signature-deviation", "wrong-key")
        ]

    def against_earlier_calls(self) -> list[Finding]:
        """What the request should not have asked after the calls before it."""
        return [
            finding
            for finding in self.findings
            if finding.direction == "request" and finding.calls and finding.severity is not Severity.NOTE
        ]

    def of_side(self, direction: Direction, severity: Severity) -> list[Finding]:
        """What one side did wrong, of one severity."""
        return [finding for finding in self.findings if finding.direction == direction and finding.severity is severity]

    def hint(self, name: str) -> Words:
        """What to do about the first finding called `name`; empty when there is none."""
        return next((finding.hint for finding in self.findings if finding.name == name), NOTHING)


def fits_no_key(message: Message) -> bool:
    """True when the ciphertext comes from no key that is known; where it opens, or there is none, when SIGN does not."""
    problem = message.payload.problem
    return message.signature.verdict == "invalid" if problem is None else problem.kind == "wrong-key"


def told(findings: Sequence[Finding]) -> Words:
    """The first of `findings`, how many more there are, and what to do about the first."""
    first, others = findings[0], len(findings) - 1
    more = Words(f"另有 {others} 处。", f"And {others} more.") if others else NOTHING
    return joined(first.message, more, first.hint)


def joined(*sentences: Words) -> Words:
    """Sentences one behind the other; empty ones leave no gap. In English each begins with a capital but the first."""
    said = [sentence for sentence in sentences if sentence != NOTHING]
    first, *others = [sentence.en for sentence in said] or [""]
    return Words("".join(sentence.zh for sentence in said), " ".join([first, *map(capital, others)]))


def _stop(text: str, stop: str) -> str:
    """`text` as a sentence that ends once."""
    return text if text.endswith(("。", ".", "！", "!", "？", "?")) else text + stop


def capital(text: str) -> str:
    """`text` as the beginning of a sentence."""
    return text[:1].upper() + text[1:]
