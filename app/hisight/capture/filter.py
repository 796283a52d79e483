"""Which calls of a session to show, as a condition for SQL."""

from dataclasses import dataclass

SLOW_MS = 1000
"""From this many milliseconds on a call counts as slow."""

_SEARCHED = (
    "s.fun_code",
    "s.function",
    "s.title",
    "s.user_id",
    "s.hospital_id",
    "s.return_code",
    "s.return_msg",
    "s.text",
    "e.url",
    "e.error",
)


@dataclass(frozen=True, slots=True)
class Filter:
    """A text and a set of chips; a call must satisfy all of them."""

    text: str = ""
    """Words that must all occur, in any value of the call."""
    failed: bool = False
    """Only calls that failed."""
    bad_signature: bool = False
    """Only calls with an invalid signature on either side."""
    findings: bool = False
    """Only calls with an error or a warning against the interface."""
    slow: bool = False
    """Only calls of `SLOW_MS` or longer."""
    writes: bool = False
    """Only calls that change data or move money."""

    def condition(self) -> tuple[str, list[str]]:
        """The WHERE expression over `exchange e LEFT JOIN summary s`, and its parameters."""
        parts, parameters = ["1"], []
        for word in self.text.split():
            pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            parts.append("(" + " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in _SEARCHED) + ")")
            parameters += [pattern] * len(_SEARCHED)
        if self.failed:
            parts.append("(s.failed OR e.error <> '')")
        if self.bad_signature:
            parts.append("s.signature = 'invalid'")
        if self.findings:
            parts.append("s.findings > 0")
        if self.slow:
            parts.append(f"e.duration_ms >= {SLOW_MS}")
        if self.writes:
            parts.append("s.effect IN ('write', 'money')")
        return " AND ".join(parts), parameters
