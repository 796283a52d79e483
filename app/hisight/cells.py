"""A call as a line on a terminal."""

import time

from hisight.capture import Exchange, Row, Summary
from hisight.columns import fitted, padded
from hisight.wording import Words

_SIGNATURES = {
    "valid": Words("签名正确", "valid"),
    "valid-with-deviation": Words("有出入", "deviates"),
    "invalid": Words("签名不符", "INVALID"),
    "unsigned": Words("未签名", "unsigned"),
    "unknown-key": Words("无密钥", "no key"),
}


def clock(moment: float, form: str = "%H:%M:%S") -> str:
    """The time of day of `moment` (seconds since 1970) here, or as `form` has it; empty for 0, which stands for unknown."""
    return time.strftime(form, time.localtime(moment)) if moment else ""


def cells(exchange: Exchange | Row, summary: Summary) -> list[str]:
    """One call as aligned cells: number, time, function, return code, signature, findings, milliseconds, verdict."""
    return [
        f"{exchange.id:>5}",
        padded(clock(exchange.started) or "-", 8),
        fitted(f"{summary.fun_code or '-'} {summary.function}".strip(), 26),
        padded(summary.return_code or "-", 6),
        padded(str(_SIGNATURES.get(summary.signature, "-")), 8),
        f"{summary.findings or '-':>3}",
        f"{exchange.duration_ms:>6.0f} ms",
        str(Words(summary.verdict_zh, summary.verdict_en)),
    ]
