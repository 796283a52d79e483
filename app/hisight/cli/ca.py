"""`hisight ca`: the certificate that https clients must trust."""

from pathlib import Path
from typing import Annotated

import typer

from hisight import paths
from hisight.proxy import CONFDIR, ProxyError, certificates
from hisight.wording import Words


def ca(
    export: Annotated[
        Path | None, typer.Option("--export", "-o", metavar="FILE", help="Write the certificate there, in PEM.")
    ] = None,
) -> None:
    """Show, or export, the certificate of our own authority, which https clients of the proxy must trust.

    It is made when it is missing, for this user on this machine. Its key stays in the folder beside it.
    """
    authority = certificates.authority(paths.user_data() / CONFDIR)
    path = authority.path
    if export:
        try:
            export.write_bytes(authority.pem)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ProxyError(Words(f"写不了 {export}：{reason}。", f"{export} cannot be written: {reason}.")) from None
        path = export
    until = f"{authority.until:%Y-%m-%d}"
    typer.echo(Words(f"证书 {path}", f"certificate {path}"))
    typer.echo(
        Words(f"有效期至 {until}，SHA-256 {authority.sha256}", f"valid until {until}, SHA-256 {authority.sha256}")
    )
    typer.echo(Words("让客户端信任它：", "let clients trust it:"))
    for system, command in (
        ("Windows", f'certutil -addstore Root "{path}"'),
        ("Java", f'keytool -importcert -cacerts -alias hisight -file "{path}"'),
        ("Debian", f'cp "{path}" /usr/local/share/ca-certificates/hisight.crt && update-ca-certificates'),
    ):
        typer.echo(f"  {system:<8} {command}")
