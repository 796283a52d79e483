"""The bug report bundle: everything that proves, in one ZIP that opens without HISight and with it."""

from pathlib import Path

from hisight.export.bundle import ExportResult, export_calls
from hisight.export.formats.format import Format, Order
from hisight.privacy import STANDARD
from hisight.wording import Words


def _write(file: Path, order: Order) -> ExportResult:
    return export_calls(
        order.session,
        order.ids,
        order.reader,
        file,
        keep_patient_data=order.policy is None,
        policy=order.policy or STANDARD,
        language=order.language,
        overwrite=order.overwrite,
        notes=order.notes,
        progress=order.progress,
        cancelled=order.cancelled,
    )


FORMAT = Format(
    "bundle",
    ".hisight.zip",
    Words("问题报告包", "Bug report bundle"),
    Words(
        "一个 ZIP：原始报文、解密后的 XML、问题（JSON）和可直接打开的报告。",
        "One ZIP: raw messages, decoded XML, findings as JSON, and a report to open.",
    ),
    _write,
)
