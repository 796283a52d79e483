"""What was judged of a call, so that it can be judged again elsewhere and compared: verdict, signatures, findings."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from hisight.checks import Severity
from hisight.protocol import Direction
from hisight.reading import Reading
from hisight.reading.grouped import without_numbers
from hisight.wording import Words

SIDES: tuple[Direction, Direction] = ("request", "response")

VERDICTS: Mapping[str, Words] = {
    "valid": Words("正确", "right"),
    "valid-with-deviation": Words("正确，但有出入", "right, with a deviation"),
    "invalid": Words("不符", "does not fit"),
    "unsigned": Words("未签名", "not signed"),
    "unknown-key": Words("无密钥，未验证", "no key, not verified"),
}
"""What a person calls what became of a signature."""

_SIDE = {"request": Words("请求", "request"), "response": Words("应答", "answer")}
_NONE = Words("无", "none")
_SEVERITIES: Mapping[str, Words] = {severity.value: severity.words for severity in Severity}


class Judged(NamedTuple):
    """A finding, as far as it can be told again in any language."""

    direction: str
    """Which side."""
    code: str
    """The rule."""
    severity: str
    """How much it matters."""
    path: str
    """Where."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was judged of one call. Of a side whose body stayed at home nothing is."""

    verdict: Words
    """The verdict; empty where it rests on a body that stayed at home."""
    signatures: Mapping[str, str]
    """By side: `valid`, `invalid` ..."""
    findings: tuple[Judged, ...]
    """What disagrees, in order of place."""

    def to_json(self) -> dict[str, Any]:
        """As it stands in call.json."""
        return {
            "verdict": {"zh": self.verdict.zh, "en": self.verdict.en},
            "signatures": dict(self.signatures),
            "findings": [list(finding) for finding in self.findings],
        }

    @classmethod
    def from_json(cls, told: Any) -> "Judgement":  # noqa: ANN401 - anybody may have written it
        """What `to_json` gave. Raises ValueError for anything else."""
        try:
            verdict, signatures, findings = told["verdict"], told["signatures"], told["findings"]
            words = Words(verdict["zh"], verdict["en"])
            judged = tuple(Judged(*finding) for finding in findings)
            texts = [*words, *signatures, *signatures.values(), *(text for finding in judged for text in finding)]
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(str(error)) from None
        if not all(isinstance(text, str) for text in texts) or not signatures.keys() <= set(SIDES):
            raise ValueError("a text is none")
        return cls(words, signatures, judged)


def judgement(reading: Reading, left_out: Collection[str] = ()) -> Judgement:
    """What `reading` judges, but for the sides that are `left_out`."""
    signatures: dict[str, str] = {
        message.direction: str(message.signature.verdict)
        for message in reading.call.messages
        if message.direction not in left_out
    }
    findings = sorted(
        Judged(finding.direction, finding.code, finding.severity.value, finding.path)
        for finding in reading.findings
        if finding.direction not in left_out
    )
    return Judgement(Words("", "") if left_out else reading.verdict, signatures, tuple(findings))


def differences(written: Judgement, now: Judgement) -> Iterator[Words]:
    """In what `now` is not what was `written`, a sentence each; nothing when all is alike."""
    if written.verdict not in (now.verdict, Words("", "")):
        yield Words(
            f"结论：原为“{written.verdict.zh}”，现为“{now.verdict.zh}”",
            f"verdict: written “{written.verdict.en}”, now “{now.verdict.en}”",
        )
    for side in SIDES:
        before, after = written.signatures.get(side, ""), now.signatures.get(side, "")
        if before != after:
            was, become = VERDICTS.get(before, _NONE), VERDICTS.get(after, _NONE)
            yield Words(
                f"{_SIDE[side].zh}签名：原为“{was.zh}”，现为“{become.zh}”",
                f"signature of the {_SIDE[side].en}: written “{was.en}”, now “{become.en}”",
            )
    were, are = Counter(written.findings), Counter(now.findings)
    for place, times in _places(were - are):
        yield Words(f"不再有 {place.zh}{times.zh}", f"no longer found: {place.en}{times.en}")
    for place, times in _places(are - were):
        yield Words(f"新发现 {place.zh}{times.zh}", f"found only now: {place.en}{times.en}")


def _places(findings: Counter[Judged]) -> Iterator[tuple[Words, Words]]:
    """Rule and field of `findings`, each once, and how often it was found where that is more."""
    fields = Counter(finding._replace(path=without_numbers(finding.path)) for finding in findings.elements())
    for finding, times in sorted(fields.items()):
        side = _SIDE.get(finding.direction, Words(finding.direction, finding.direction))
        severity = _SEVERITIES.get(finding.severity, Words(finding.severity, finding.severity))
        zh, en = (
            " ".join(filter(None, (finding.code, text, finding.path, f"({how_bad})")))
            for text, how_bad in zip(side, severity, strict=True)
        )
        more = Words(f"，{times} 处", f", {times} times") if times > 1 else Words("", "")
        yield Words(zh, en), more
