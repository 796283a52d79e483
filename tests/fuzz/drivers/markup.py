"""The scanner that knows places, and the ROOT that is read with it."""

from hisight.protocol import envelope, markup
from hisight.reading.indented import indented


def read(data: bytes) -> None:
    """Scan `data`; what is found must lie inside it, and what is escaped must come back."""
    text = data.decode("utf-8", "replace")
    for span in markup.children(text):
        assert 0 <= span.start <= span.inner <= span.inner_end <= span.end <= len(text)
        changed = markup.replace_content(text, span, "x")
        assert "x" in changed
    for position, span in enumerate(markup.children(text)):
        if not position:
            assert markup.span_at(text, ()) == span
            for index, inner in enumerate(markup.children(text, span.inner, span.inner_end)):
                assert markup.span_at(text, (index,)) == inner
    assert indented(text) is not None
    assert markup.value(markup.escape(text)) == text
    assert markup.value(markup.cdata(text)) == text
    assert all(text[at] == "<" for at in markup.elements(text))
    assert markup.first_name(text) is not None
    root = envelope.read(text)
    assert set(root.values()) == {entry.name for entry in root.fields}
