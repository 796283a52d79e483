from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from tests.gui import recorded

from hisight.gui.views.layer_editors import LayerEditors
from hisight.replay.draft import Draft, try_out
from hisight.replay.layers import LAYERS


@pytest.fixture
def editors(qtbot) -> LayerEditors:
    widget = LayerEditors()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def draft() -> Draft:
    reading = recorded.reading(fun_code="2007")
    return Draft(reading.call.exchange, reading.call.request)


def show(editors: LayerEditors, draft: Draft) -> None:
    editors.show_tried(draft, try_out(draft, recorded.READER))


def test_each_tab_shows_its_layer(editors, draft):
    show(editors, draft)
    shown = {}
    for layer in LAYERS:
        editors.show_layer(layer)
        shown[layer] = editors.editors[layer].text()
        assert not editors.editors[layer].isReadOnly()
    assert shown["payload"].startswith("<REQ>")
    assert "<REQ_ENCRYPTED>" in shown["root"]
    assert "soap:Envelope" in shown["soap"]
    assert shown["head"].startswith("POST /HisService HTTP/1.1\nHost: ")
    assert shown["bytes"].startswith("3c 3f 78 6d 6c")


def test_what_is_shown_is_no_edit_and_what_is_typed_is(editors, draft, qtbot):
    with qtbot.assertNotEmitted(editors.edited):
        show(editors, draft)
        editors.show_layer("soap")
    with qtbot.waitSignal(editors.edited) as edited:
        qtbot.keyClicks(editors.editors["soap"], "x")
    assert edited.args == ["soap"]


def test_layers_inside_one_that_is_by_hand_only_show(editors, draft):
    show(editors, replace(draft, soap="<x/>"))
    read_only = {layer for layer in LAYERS if editors.editors[layer].isReadOnly()}
    assert read_only == {"payload", "root"}
    assert editors.tabs.tabText(2) == "Body ✎"
    show(editors, draft)
    assert editors.tabs.tabText(2) == "Body"


def test_a_bare_payload_has_no_tab_for_root(editors):
    bare = recorded.READER.read_alone("request", b"<REQ><A>1</A></REQ>")
    exchange = replace(recorded.exchange(fun_code="2007"), request_body=b"<REQ><A>1</A></REQ>")
    show(editors, Draft(exchange, bare.call.request))
    assert not editors.tabs.isTabVisible(1)


def test_the_layer_on_the_screen_is_indented_and_copied(editors, draft, qtbot):
    show(editors, draft)
    with qtbot.waitSignal(editors.edited):
        editors.indent.click()
    assert editors.editors["payload"].text().startswith("<REQ>\n  <REG_ROLE>")
    editors.show_layer("head")
    assert not editors.indent.isEnabled()
    next(button for button in editors.findChildren(QToolButton) if button.text() == "Copy").click()
    assert QGuiApplication.clipboard().text().startswith("POST ")


def test_a_large_body_is_not_edited_as_bytes(editors, draft):
    large = replace(draft, xml=f"<REQ>{'<A>1</A>' * 20_000}</REQ>")
    show(editors, large)
    assert editors.editors["bytes"].isReadOnly()
    assert not editors.editors["payload"].isReadOnly()
