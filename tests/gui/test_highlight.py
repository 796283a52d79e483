import pytest
from PySide6.QtGui import QPalette

from hisight.gui import theme
from hisight.gui.highlight import pieces
from hisight.gui.views.code_view import CodeView


def coloured(line: str, language: str) -> list[tuple[str, str]]:
    return [
        (line[start : start + length], role.removeprefix("code_")) for start, length, role in pieces(line, language)
    ]


@pytest.mark.parametrize(
    ("language", "line", "parts"),
    [
        ("xml", "<A>1</A>", [("<A", "tag"), (">", "tag"), ("</A", "tag"), (">", "tag")]),
        (
            "xml",
            '<s:A b="1"/>&amp;',
            [("<s:A", "tag"), ("b", "attribute"), ('"1"', "value"), ("/>", "tag"), ("&amp;", "value")],
        ),
        ("xml", "<?xml version='1.0'?>", [("<?xml version='1.0'?>", "quiet")]),
        ("xml", "<!-- <A> -->", [("<!-- <A> -->", "quiet")]),
        ("xml", "<![CDATA[x]]>", [("<![CDATA[", "quiet"), ("]]>", "quiet")]),
        ("http", "POST /his HTTP/1.1", [("POST /his HTTP/1.1", "tag")]),
        ("http", "Content-Type: text/xml", [("Content-Type:", "attribute")]),
        ("http", "<A/>", [("<A", "tag"), ("/>", "tag")]),
        ("hex", "00000000  3c" + " " * 46 + "<", [("00000000", "quiet"), ("<", "value")]),
        ("query", "FUN_CODE=1&X=2&KEY=●●", [("FUN_CODE=", "attribute"), ("&KEY=", "attribute"), ("●●", "error")]),
        ("text", "<A>", []),
    ],
)
def test_each_language_has_its_colours(language, line, parts):
    assert coloured(line, language) == parts


def formats(view: CodeView, line: int) -> list[str]:
    block = view.document().findBlockByNumber(line)
    return [piece.format.foreground().color().name() for piece in block.layout().formats()]


@pytest.fixture
def view(qtbot) -> CodeView:
    made = CodeView("message")
    qtbot.addWidget(made)
    made.resize(400, 200)
    return made


def test_only_what_is_on_the_screen_is_coloured(view, qtbot):
    view.show_text("\n".join(["<A>1</A>"] * 1000))
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: bool(formats(view, 0)))
    assert formats(view, 500) == []
    view.verticalScrollBar().setValue(500)
    qtbot.waitUntil(lambda: bool(formats(view, 500)))


def test_another_theme_colours_anew(view, qtbot, monkeypatch):
    view.show_text("<A/>")
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: set(formats(view, 0)) == {theme.LIGHT.code_tag})
    monkeypatch.setattr(theme, "current", lambda: theme.DARK)
    view.setPalette(QPalette(theme.DARK.color("window")))
    assert set(formats(view, 0)) == {theme.DARK.code_tag}
