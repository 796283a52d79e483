"""What is asked for at the terminal and must not be seen."""

import sys

import typer

from hisight.profiles import key_file
from hisight.wording import Words


def ask_passphrase() -> str | None:
    """Ask for the passphrase of the key file, unseen; None where nobody sits at a terminal."""
    if not sys.stdin.isatty():
        return None
    return ask_unseen(Words(f"密钥文件口令（{key_file.path()}）", f"Passphrase of the key file {key_file.path()}"))


def ask_unseen(what: Words) -> str:
    """What a person types when asked for `what`; it is not shown."""
    return str(typer.prompt(str(what), hide_input=True, err=True))
