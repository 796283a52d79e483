import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protocol.transports.samples import ROOT, soap

from hisight.protocol import MarkupError, markup, transports, xml
from hisight.protocol.transports import broken


@pytest.mark.parametrize("write", [markup.escape, markup.cdata])
def test_a_broken_envelope_is_read_as_it_was_meant(write):
    inner = ROOT.replace("1001", "1\x01&amp;")
    text = soap(f"<NetTest><xml>{write(inner)}</xml><a>&</a></NetTest>")
    found, (problem,) = transports.read(text)
    assert (found.kind, found.operation, found.inner, found.path) == ("soap-1.1", "NetTest", inner, ())
    assert problem.kind == "control-character"


@given(st.text(max_size=60).map(lambda text: soap(f"<m><x>{text}</x></m>")), st.integers(0, 200))
def test_any_broken_text_is_read(text, end):
    broken.read(text[:end], MarkupError(xml.Words("", ""), 0, 0))
