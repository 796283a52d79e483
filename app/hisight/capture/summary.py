"""What the list shows of a call: derived from an exchange, stored beside it, made anew when decoder or catalog change."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Trace:
    """What later calls of the session may want to know of a call. The session keeps it and does not look into it."""

    facts: str = ""
    """Whatever is to be known, as text."""
    keys: tuple[tuple[str, str], ...] = ()
    """Kind and value of what it is found by again."""


NO_TRACE = Trace()


@dataclass(frozen=True, slots=True)
class Summary:
    """The reading of one exchange in one row."""

    exchange_id: int
    """The exchange it was made from."""
    fun_code: str = ""
    """FUN_CODE of the request; empty when it could not be read."""
    function: str = ""
    """Name in the catalog, e.g. `LockReg`; else the operation."""
    title: str = ""
    """Chinese title in the catalog."""
    effect: str = ""
    """`read`, `write` or `money`; empty when unknown."""
    user_id: str = ""
    """USER_ID of the request."""
    hospital_id: str = ""
    """HOSPITAL_ID of the request's payload."""
    return_code: str = ""
    """RETURN_CODE of the answer."""
    return_msg: str = ""
    """RETURN_MSG of the answer."""
    signature: str = ""
    """The worse of the two verdicts: `invalid`, `unknown-key`, `unsigned`, `valid-with-deviation`, `valid`."""
    severity: str = ""
    """The worst finding: `error`, `warning`, `note`, or empty."""
    findings: int = 0
    """How many findings are errors or warnings."""
    failed: bool = False
    """True when the call did not do what was asked, for whatever reason."""
    verdict_zh: str = ""
    """The verdict sentence in Chinese."""
    verdict_en: str = ""
    """The verdict sentence in English."""
    key_label: str = ""
    """What the key is called that opened or verified it; empty when none did."""
    values: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """What it is found by: field names with the values read in both messages, no name where it is no field. It is written with
    the summary, and not read back with it."""
    trace: Trace = field(default=NO_TRACE, compare=False)
    """What later calls may want to know; written with the summary, and not read back with it."""
