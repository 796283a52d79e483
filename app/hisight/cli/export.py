"""`hisight export`: calls in a file that is safe to share, in the format that its reader needs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from hisight import wording
from hisight.capture import Session
from hisight.cli.asking import FilterText, asked
from hisight.cli.export_preview import show_preview
from hisight.cli.opening import session_file
from hisight.cli.options import CatalogFolder
from hisight.cli.progress import ProgressLine
from hisight.errors import HisightError
from hisight.export import ExportResult
from hisight.export.formats import FORMATS, Order, by_file, by_name
from hisight.export.policy_file import policy_called
from hisight.privacy import KEEP_EVERYTHING, KINDS, STANDARD, Policy
from hisight.reading import Reader
from hisight.wording import Words

_NAMES = ", ".join(one.name for one in FORMATS)


def export(
    session: Annotated[Path, typer.Argument(help="Session file (*.hisight), or bundle (*.hisight.zip).")],
    ids: Annotated[list[int] | None, typer.Argument(metavar="ID", help="Numbers of the calls; none means all.")] = None,
    *,
    chosen_by: FilterText = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The file to write. Several files are a ZIP, or a folder without ending."),
    ] = None,
    look: Annotated[
        bool,
        typer.Option("--preview", help="Write nothing: show which patient values there are, and what each becomes."),
    ] = False,
    format_name: Annotated[
        str,
        typer.Option("--format", metavar="NAME", help=f"{_NAMES}. Default: as the file's name ends, .zip is a bundle."),
    ] = "",
    keep_patient_data: Annotated[
        bool, typer.Option("--keep-patient-data", help="Leave patient values as they are. Do not pass such a file on.")
    ] = False,
    policy_name: Annotated[
        str,
        typer.Option(
            "--policy", metavar="NAME", help="What happens to which patient values: a TOML file, or its name."
        ),
    ] = "",
    notes: Annotated[
        bool, typer.Option("--notes", help="Your marks and comments go along, without patient values.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --preview: print JSON for programs.")] = False,
    profile: Annotated[
        str, typer.Option(help="Read every call with this profile. Default: the one that matches, else HISIGHT_KEY.")
    ] = "",
    catalog: CatalogFolder = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it exists.")] = False,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option(help="Language of its texts. Default: yours.")] = None,
) -> None:
    """Write calls into a file: as evidence (raw bytes, decoded XML, findings, an HTML report), or for another tool.

    Patient values are replaced by invented ones, and messages sealed again with a throwaway key. Real keys are never in it.
    """
    if keep_patient_data and policy_name:
        raise HisightError(
            Words("--policy 与 --keep-patient-data 只能给一种。", "give --policy or --keep-patient-data, not both.")
        )
    policy = None if keep_patient_data else policy_called(policy_name or STANDARD.name)
    reader = Reader.default(profile, catalog)
    if look:
        with Session.open(session_file(session, reader)) as opened:
            show_preview(
                opened, _chosen(opened, session, ids, chosen_by), reader, policy or KEEP_EVERYTHING, as_json=as_json
            )
        return
    if as_json:
        raise HisightError(
            Words("--json 只用于 --preview。", "--json goes with --preview."),
            Words("请去掉它，或加上 --preview。", "Leave it out, or add --preview."),
        )
    if output is None:
        raise HisightError(
            Words("没有说明写到哪里。", "nothing says where to write."),
            Words("请给出 -o，或用 --preview 先看看。", "Give -o, or look first with --preview."),
        )
    format_ = by_name(format_name) if format_name else by_file(output)
    progress = ProgressLine(Words("正在导出", "exporting"))
    with Session.open(session_file(session, reader)) as opened:
        order = Order(
            opened,
            _chosen(opened, session, ids, chosen_by),
            reader,
            policy=policy,
            language=lang or wording.language(),
            overwrite=force,
            notes=notes,
            progress=progress,
        )
        try:
            result = format_.write(output, order)
        finally:
            progress.end()
    typer.echo("\n".join(_told(result, policy)))


def _chosen(opened: Session, session: Path, ids: list[int] | None, chosen_by: str) -> list[int]:
    """The numbers that were named, or let through by the filter; all of them where nothing was said."""
    if ids and chosen_by:
        raise HisightError(Words("编号与 --filter 只能给一种。", "give numbers or --filter, not both."))
    chosen = ids or list(opened.ids(asked(chosen_by)))
    if not chosen and chosen_by:
        raise HisightError(Words(f"没有调用符合 {chosen_by}。", f"no call is let through by {chosen_by}."))
    if not chosen:
        raise HisightError(Words(f"会话 {session} 中没有调用。", f"session {session} has no calls."))
    return chosen


def _told(result: ExportResult, policy: Policy | None) -> list[str]:
    lines = [str(Words(f"{result.file}：{result.calls} 个调用。", f"{result.file}: {result.calls} calls."))]
    counted = [(KINDS[kind], number) for kind, number in result.replaced.items()]
    if policy is None:
        lines.append(
            str(Words("患者信息未替换，请勿对外发送。", "Patient values are as recorded: do not pass this file on."))
        )
    elif counted:
        zh = "、".join(f"{kind.zh} {number}" for kind, number in counted)
        en = ", ".join(f"{kind.en} {number}" for kind, number in counted)
        lines.append(str(Words(f"已替换：{zh}。", f"Replaced: {en}.")))
    elif policy is STANDARD:
        lines.append(str(Words("没有发现患者信息。", "No patient values were found.")))
    if policy is not None and policy is not STANDARD:
        lines.append(str(Words(f"策略 {policy.name}：{policy.about.zh}", f"Policy {policy.name}: {policy.about.en}")))
    for left in result.left_out:
        side = {"request": Words("请求", "request"), "response": Words("应答", "response")}[left.direction]
        lines.append(
            str(
                Words(
                    f"未导出第 {left.id} 号调用的{side.zh}正文：{left.reason.zh}",
                    f"Left out the {side.en} body of call {left.id}: {left.reason.en}",
                )
            )
        )
    return lines
