"""Flows of mitmproxy, which mitmproxy, mitmweb and mitmdump open; `imports.mitm` makes the same bytes of them again."""

import base64
import json
import subprocess
import sys
from collections.abc import Generator, Iterable

from hisight import paths
from hisight.errors import HisightError
from hisight.export.evidence import Evidence
from hisight.export.formats.format import About, Format, Piece, as_file, facts_of
from hisight.imports.mitm import to_json
from hisight.wording import Words

_NAME = "calls.mitm"


def make(calls: Iterable[Evidence], about: About) -> Generator[Piece, None, None]:  # noqa: ARG001 - a flow has no texts of ours
    """A flow of each of `calls`, a piece each. Raises HisightError when mitmproxy, which writes them, is not here."""
    child = subprocess.Popen(
        [sys.executable, str(paths.flow_file()), "write"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        try:
            for call in calls:
                try:
                    child.stdin.write(json.dumps(to_json(call.exchange)).encode() + b"\n")
                    child.stdin.flush()
                except BrokenPipeError:
                    pass  # what it said before it ended tells more
                flow = base64.b64decode(child.stdout.readline())
                if not flow:
                    raise _failed(child.stderr.read().decode("utf-8", "replace").strip())
                yield Piece(_NAME, flow, facts=facts_of(call))
        finally:
            child.kill()


def _failed(said: str) -> HisightError:
    last = said.splitlines()[-1] if said else ""
    return HisightError(
        Words(f"mitmproxy 未能写出流：{last}", f"mitmproxy could not write flows: {last}"),
        Words("请确认已安装 mitmproxy，或选择其他格式。", "See that mitmproxy is installed, or choose another format."),
    )


FORMAT = Format(
    "mitm",
    ".mitm",
    Words("mitmproxy 流", "mitmproxy flows"),
    Words(
        "供 mitmproxy、mitmweb 打开；再导入 HISight 时逐字节相同。",
        "For mitmproxy and mitmweb; comes back into HISight byte for byte.",
    ),
    as_file(make),
)
