"""`hisight profile`: list, show and check profiles, and put a key where it belongs."""

import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import tomlkit
import typer

from hisight import profiles
from hisight.capture import Session
from hisight.cli.passphrase import ask_unseen
from hisight.columns import padded, width
from hisight.errors import HisightError
from hisight.profiles import Profile, ProfileError, key_file
from hisight.profiles.entries import MATCHES, write_profile
from hisight.profiles.writing import Edited, write_profiles
from hisight.reading.leniency import leniency_of
from hisight.reading.trial import Side, Trial, try_out
from hisight.wording import Words

profile = typer.Typer(help="List, show and check profiles, and add keys.", rich_markup_mode=None)

_SIDES = {"request": Words("请求", "request"), "response": Words("应答", "response")}


class Place(StrEnum):
    """Where a key may be kept."""

    KEYRING = "keyring"
    FILE = "file"


@profile.callback(invoke_without_command=True)
def without_command(context: typer.Context) -> None:
    """List, show and check profiles, and add keys. Without a command it lists them.

    Keys are never shown. Those in the encrypted file open with HISIGHT_PASSPHRASE, or with what is typed when it is asked for.
    """
    if context.invoked_subcommand is None:
        listed()


@profile.command("list")
def listed() -> None:
    """One line a profile: name, what it matches, cipher, rule, keys."""
    known = profiles.load()
    if not known:
        typer.echo(_none_yet())
        return
    rows = [(one.name, matches_of(one), one.cipher, one.rule, ", ".join(one.keys) or "-") for one in known]
    widths = [max(width(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        typer.echo("  ".join(padded(*cell) for cell in zip(row, widths, strict=True)).rstrip())


@profile.command()
def show(name: Annotated[str, typer.Argument(help="Name of the profile.")]) -> None:
    """Print a profile as it is understood, and whether its keys are there."""
    chosen = profiles.named(name, profiles.load())
    typer.echo(tomlkit.dumps({chosen.name: write_profile(chosen)}).rstrip())
    for reference, why in keys_of(chosen):
        typer.echo(f"# {reference}: {why or Words('可用', 'is there')}")


@profile.command()
def check(
    name: Annotated[str, typer.Argument(help="Name of the profile; without it, all.")] = "",
    session: Annotated[Path | None, typer.Option(help="Try it on a call of this session file.")] = None,
    call: Annotated[int, typer.Option(metavar="N", help="Number of the call.", min=1)] = 1,
) -> None:
    """See that profiles are right and their keys are there, and that a captured call opens and is signed so.

    Exits with 1 when something is missing or does not fit.
    """
    known = profiles.load()
    chosen = [profiles.named(name, known)] if name else known
    if not chosen:
        typer.echo(_none_yet())
    right = True
    for one in chosen:
        leniency_of(one)
        missing = [str(why) for _, why in keys_of(one) if why]
        right = right and not missing
        typer.echo(f"{one.name}: {' '.join(missing) or Words('正确', 'right')}")
        if session:
            with Session.open(session) as opened:
                trial = try_out(one, opened.get(call))
            right = right and trial.fits and bool(trial.sides)
            for line in lines_of(trial):
                typer.echo(f"  {line}")
    if not right:
        raise typer.Exit(1)


@profile.command("add-key")
def add_key(
    name: Annotated[str, typer.Argument(help="What to call the key, e.g. city-test.")],
    to: Annotated[Place, typer.Option(help="Where to keep it.")] = Place.KEYRING,
    into: Annotated[str, typer.Option("--profile", metavar="PROFILE", help="Name it in this profile, too.")] = "",
) -> None:
    """Ask for a key (or read it from standard input) and keep it in the keyring or the encrypted file.

    Prints the reference to write under `keys`. The key is never an argument, where others could see it.
    """
    known = profiles.load()
    chosen = profiles.named(into, known) if into else None
    if not name.strip():
        raise HisightError(Words("密钥要有名称。", "the key needs a name."))
    secret = _typed(Words(f"密钥 {name}", f"Key {name}"))
    if to is Place.FILE:
        _prepare_key_file()
    reference = profiles.keep_in_file(name, secret) if to is Place.FILE else profiles.keep_in_keyring(name, secret)
    if chosen is not None and reference not in chosen.keys:
        more = replace(chosen, keys=(*chosen.keys, reference))
        write_profiles([Edited(more if one is chosen else one, one.name) for one in known])
    typer.echo(reference)


def matches_of(one: Profile) -> str:
    """What `one` matches, in words; `any` for a profile without a match."""
    said = [f"{entry}={getattr(one, entry)}" for entry in MATCHES if getattr(one, entry)]
    return " ".join(said) or str(Words("任何", "any"))


def keys_of(one: Profile) -> list[tuple[str, ProfileError | None]]:
    """The references of `one`, each with why it cannot be had; None where it can."""
    found: list[tuple[str, ProfileError | None]] = []
    for reference in one.keys:
        try:
            profiles.fetch_key(reference)
            found.append((reference, None))
        except ProfileError as error:
            found.append((reference, error))
    return found


def lines_of(trial: Trial) -> list[str]:
    """What came of trying a profile on a call."""
    named = ", ".join(trial.unmatched)
    matches = Words(f"不匹配此调用：{named}", f"it does not match the call: {named}")
    if not trial.unmatched:
        matches = Words("匹配此调用", "it matches the call")
    if not trial.sides:
        return [str(matches), str(Words("报文中没有 ROOT", "there is no ROOT to try"))]
    return [str(matches), *(_line(side) for side in trial.sides)]


def _line(side: Side) -> str:
    return f"{_SIDES[side.direction]}: {side.payload}; {side.signature.explanation}"


def _prepare_key_file() -> None:
    """A new file gets a passphrase, typed twice; an old one is opened."""
    if key_file.passphrase() is None and not key_file.path().exists() and sys.stdin.isatty():
        first = ask_unseen(Words("新密钥文件的口令", "Passphrase for the new key file"))
        if ask_unseen(Words("再输一次", "Once more")) != first:
            raise HisightError(Words("两次输入的口令不同。", "the passphrases differ."))
        key_file.unlock(first)


def _typed(what: Words) -> str:
    secret = ask_unseen(what) if sys.stdin.isatty() else sys.stdin.readline()
    if not secret.strip():
        raise HisightError(Words("没有输入密钥。", "no key was given."))
    return secret.strip()


def _none_yet() -> Words:
    file = profiles.own_file()
    return Words(
        f"还没有配置。写在 {file} 中，或在窗口中新建（Ctrl+P）。",
        f"There are no profiles yet. Write one in {file}, or make one in the window (Ctrl+P).",
    )
