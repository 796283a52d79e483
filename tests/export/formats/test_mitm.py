import pytest
from mitmproxy.io import FlowReader
from tests.export.formats.pieces import joined
from tests.export.formats.test_har import BODIES, of_kind

from hisight import paths
from hisight.errors import HisightError
from hisight.export.formats import mitm
from hisight.imports import read_file


def test_every_kind_of_body_goes_out_and_comes_back_byte_for_byte(tmp_path, exchange, evidence, about):
    originals = [of_kind(exchange, kind) for kind in BODIES]
    path = tmp_path / "a.mitm"
    path.write_bytes(joined(mitm.make(map(evidence, originals), about))["calls.mitm"])
    found = read_file(path)
    for original, again in zip(originals, found.exchanges, strict=True):
        for name in (
            "request_head",
            "request_body",
            "response_head",
            "response_body",
            "url",
            "client",
            "server",
            "started",
        ):
            assert getattr(again, name) == getattr(original, name), name
    assert list(found.lost) == []
    with path.open("rb") as file:
        for original, flow in zip(originals, FlowReader(file).stream(), strict=True):
            assert (flow.request.raw_content, flow.response.raw_content) == (
                original.request_body,
                original.response_body,
            )


def test_a_program_that_cannot_write_is_one_line(monkeypatch, tmp_path, exchange, evidence, about):
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit('no mitmproxy here')")
    monkeypatch.setattr(paths, "flow_file", lambda: broken)
    with pytest.raises(HisightError, match="could not write flows: no mitmproxy here"):
        joined(mitm.make([evidence(of_kind(exchange, "ascii"))], about))
