"""`hisight gui`: the window."""

import re
from pathlib import Path
from typing import Annotated

import typer

from hisight.capture import Session
from hisight.cli.opening import is_bundle
from hisight.cli.options import CatalogFolder
from hisight.errors import HisightError
from hisight.imports.bundle import Bundle
from hisight.imports.our_session import may_be_session
from hisight.wording import Words

_SIZE = re.compile(r"(\d{3,5})[x*×](\d{3,5})")


def gui(
    session: Annotated[
        Path | None, typer.Argument(help="Session file (*.hisight), bundle (*.hisight.zip), or a file to import.")
    ] = None,
    select: Annotated[int, typer.Option(metavar="N", help="Show call number N.")] = 0,
    tab: Annotated[
        str, typer.Option(help="Page of the detail: overview, request, response, signature, raw, related.")
    ] = "",
    theme: Annotated[str, typer.Option(help="light or dark. Default: as set, or as the system.")] = "",
    lang: Annotated[str, typer.Option(help="zh or en. Default: as set, or as the system.")] = "",
    size: Annotated[str, typer.Option(help="Size of the window, e.g. 1280x800.")] = "",
    screenshot: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Write a picture of the window and end.")
    ] = None,
    profile: Annotated[str, typer.Option(help="Read every call with this profile.")] = "",
    catalog: CatalogFolder = None,
    interface: Annotated[
        str, typer.Option(metavar="FUNCTION", help="Open the interface at FUNCTION; --screenshot is of it then.")
    ] = "",
) -> None:
    """Open the window, on a session file or on its welcome page."""
    _one_of("--theme", theme, ("light", "dark"))
    _one_of("--lang", lang, ("zh", "en"))
    _one_of("--tab", tab, ("overview", "request", "response", "signature", "raw", "related"))
    _open_once(session, select)

    from hisight.gui.app import Start, run

    wanted = Start(session, select, tab, theme, lang, _size(size), screenshot, profile, catalog, interface)
    raise typer.Exit(run(wanted))


def _one_of(option: str, value: str, allowed: tuple[str, ...]) -> None:
    if value and value not in allowed:
        names = ", ".join(allowed)
        raise HisightError(
            Words(f"{option} 不能是 {value!r}。", f"{option} cannot be {value!r}."),
            Words(f"可选：{names}。", f"Choose from {names}."),
        )


def _size(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    found = _SIZE.fullmatch(text)
    if not found:
        raise HisightError(
            Words(f"--size 不能是 {text!r}。", f"--size cannot be {text!r}."),
            Words("应写成 1280x800。", "Write it like 1280x800."),
        )
    return int(found[1]), int(found[2])


def _open_once(session: Path | None, select: int) -> None:
    """Complain on the command line about a file or a number that the window could only complain about later."""
    if session is not None and is_bundle(session):
        with Bundle(session) as bundle:
            if select and select not in (entry.number for entry in bundle.manifest.entries):
                raise HisightError(Words(f"包中没有第 {select} 号调用。", f"the bundle has no call {select}."))
    elif session is not None and not may_be_session(session):
        if select:
            raise HisightError(
                Words(
                    f"{session} 不是会话，--select 无从选择。",
                    f"{session} is no session, so --select has nothing to show.",
                ),
                Words("可不带 --select，导入后再选。", "Leave --select out: the file is imported."),
            )
    elif session is not None:
        with Session.open(session) as opened:
            if select:
                opened.get(select)
    elif select:
        raise HisightError(Words("--select 需要会话文件。", "--select needs a session file."))
