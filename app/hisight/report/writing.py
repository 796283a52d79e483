"""A report written to a file; the ending of its name says as what."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from hisight.errors import HisightError
from hisight.report.as_html import as_html
from hisight.report.as_json import as_json
from hisight.report.as_junit import as_junit
from hisight.report.gathering import Report
from hisight.wording import Language, Words


def _as_xlsx(report: Report, language: Language) -> bytes:
    from hisight.report.as_xlsx import as_xlsx  # openpyxl takes a third of the start of `hisight check`

    return as_xlsx(report, language)


FORMATS: Mapping[str, tuple[Words, Callable[[Report, Language], bytes]]] = {
    ".html": (Words("验收报告（网页，可打印）", "Acceptance sheet (page, prints well)"), as_html),
    ".xlsx": (Words("验收报告（Excel 工作簿）", "Acceptance sheet (workbook)"), _as_xlsx),
    ".json": (Words("JSON", "JSON"), as_json),
    ".xml": (Words("JUnit XML", "JUnit XML"), lambda report, language: as_junit(report.coverage, language)),
}
"""What a report can be written as, by the ending of the file's name."""


def require_format(path: Path) -> None:
    """Raises HisightError when nothing can be written to a file of that name: before an hour of work, and not behind it."""
    if path.suffix.lower() not in FORMATS:
        raise HisightError(
            Words(f"不知道 {path.name} 应是什么格式。", f"what {path.name} is to be cannot be told."),
            Words(f"文件名应以 {'、'.join(FORMATS)} 结尾。", f"End the name with {', '.join(FORMATS)}."),
        )
    if not path.parent.is_dir():
        raise HisightError(Words(f"没有文件夹 {path.parent}。", f"there is no folder {path.parent}."))


def write(report: Report, path: Path, language: Language) -> None:
    """Write `report` in `language` to `path`, over any older file. Raises HisightError when it cannot be."""
    require_format(path)
    put(path, FORMATS[path.suffix.lower()][1](report, language))


def put(path: Path, data: bytes) -> None:
    """`data` as the file at `path`: all of it or nothing. Raises HisightError when it cannot be written."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise HisightError(
            Words(f"无法写入 {path}：{error.strerror}。", f"{path} cannot be written: {error.strerror}.")
        ) from None
