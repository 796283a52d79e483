"""`hisight mock`: either side of the interface, for whoever builds the other one."""

import typer

from hisight.cli.mock_his import his
from hisight.cli.mock_platform import platform

mock = typer.Typer(
    help="A HIS, or a platform, that speaks the interface: for whoever builds the other side. 模拟 HIS 或平台。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
mock.command()(his)
mock.command()(platform)
