"""The clipboard: what can be copied of a call, and how."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from hisight import wording
from hisight.capture import Session
from hisight.gui.tr import tr
from hisight.reading import Reader, Reading
from hisight.reading.as_command import posix, powershell
from hisight.reading.forms import readable
from hisight.reading.lines import Line


def copy(text: str) -> None:
    """Put `text` on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def markdown_of(session: Path, number: int, reader: Reader) -> str:
    """Call `number` of the session file as a text for a ticket, with stand-ins for what is about a patient. Raises HisightError."""
    from hisight.export.departure import Departure
    from hisight.export.ticket import ticket_of

    with Session.open(session) as own:
        departure = Departure(own, [number], reader)
        text = "".join(ticket_of(call, wording.language()) for call in departure.calls())
        departure.require_clean({"Markdown": text.encode("utf-8", "replace")})
    return text


def row_text(line: Line) -> str:
    """A line of the tree-table as one row for a spreadsheet or a chat, its columns parted by tabs."""
    value = tr("缺少", "missing") if line.kind == "missing" else " ".join(line.value.split())
    findings = " ".join(str(finding.message) for finding in line.findings)
    return "\t".join((line.path, value, str(line.meaning), str(line.type), line.description, findings)).rstrip()


def offers() -> tuple[tuple[str, str], ...]:
    """What can be copied of a call: its name here, and for the user."""
    return (
        ("url", tr("复制地址", "Copy URL")),
        ("curl", tr("复制为 cURL（bash）", "Copy as cURL (bash)")),
        ("powershell", tr("复制为 cURL（PowerShell）", "Copy as cURL (PowerShell)")),
        ("request", tr("复制请求 XML（已解密）", "Copy request XML (decoded)")),
        ("response", tr("复制应答 XML（已解密）", "Copy response XML (decoded)")),
        ("report", tr("复制问题说明（不含患者信息）", "Copy bug report (without patient data)")),
    )


def text_of(reading: Reading, what: str) -> str:
    """The text that `what`, a name of `offers`, stands for; empty when the call has no such thing."""
    return _TEXTS[what](reading)


def _exchange_text(write: Callable[..., str]) -> Callable[[Reading], str]:
    return lambda reading: write(reading.call.exchange) if reading.call.exchange else ""


def _report(reading: Reading) -> str:
    from hisight.export.bug_report import (
        bug_report,  # brings all that makes evidence safe to share, which is seldom wanted
    )

    return bug_report(reading, reading.subjects[0].catalog) if reading.subjects else ""


_TEXTS: dict[str, Callable[[Reading], str]] = {
    "url": _exchange_text(lambda exchange: exchange.url),
    "curl": _exchange_text(posix),
    "powershell": _exchange_text(powershell),
    "request": lambda reading: readable(reading.call.request) if reading.call.request else "",
    "response": lambda reading: readable(reading.call.response) if reading.call.response else "",
    "report": _report,
}
