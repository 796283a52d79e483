"""`hisight report`: what whole sessions show of the interface, and the few causes of what goes wrong."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from hisight import wording
from hisight.cli.counting import counting
from hisight.cli.opening import session_file
from hisight.cli.options import CatalogFolder
from hisight.reading import Reader
from hisight.report import writing
from hisight.report.as_text import as_text
from hisight.report.gathering import gather
from hisight.wording import Words


def report(
    sessions: Annotated[list[Path], typer.Argument(metavar="SESSION...", help="Session files or bundles.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help=f"Write a file: {', '.join(writing.FORMATS)} by its ending."
        ),
    ] = None,
    since: Annotated[
        Path | None, typer.Option(metavar="SESSION", help="Say what got better or worse since this session.")
    ] = None,
    profile: Annotated[str, typer.Option(help="Read every call with this profile.")] = "",
    catalog: CatalogFolder = None,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option(help="Language of the report. Default: yours.")] = None,
) -> None:
    """Report on sessions: functions tried, fields, codes, signatures, latency, what is wrong, and the few causes behind it.

    Each cause comes with the sentence to send to the other side, and with what passes once it is mended: the messages are
    mended and read again. Without -o it is printed. It holds counts, codes and call numbers, and nothing about a patient.
    """
    if output is not None:
        writing.require_format(output)
    language = lang or wording.language()
    reader = Reader.default(profile, catalog)
    sessions = [session_file(path, reader) for path in sessions]
    since = since and session_file(since, reader)
    made = gather(sessions, reader, since=since, progress=counting(Words("已读", "read")))
    if output is None:
        typer.echo(as_text(made, language), nl=False)
        return
    writing.write(made, output, language)
    coverage = made.coverage
    typer.echo(
        Words(
            f"{output}：{coverage.calls} 次调用，{made.troubled} 次失败或不符合接口。",
            f"{output}: {coverage.calls} calls, {made.troubled} failed or do not conform.",
        )
    )
