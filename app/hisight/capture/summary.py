"""What the list shows of a call: derived from an exchange, stored beside it, made anew when decoder or catalog change."""

from dataclasses import dataclass


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
    text: str = ""
    """Every decoded value of both payloads, for searching."""
