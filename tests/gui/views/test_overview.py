import gzip
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from tests.gui import recorded

from hisight.gui.views import overview
from hisight.gui.views.finding_list import FindingList
from hisight.gui.views.overview import Overview, TimingBar
from hisight.mock import DEMO_KEY
from hisight.profiles import Profile
from hisight.protocol import Scheme, layers
from hisight.reading import Reader


@pytest.fixture
def view(qtbot) -> Overview:
    made = Overview()
    qtbot.addWidget(made)
    made.resize(600, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def said(view: Overview, qapp) -> str:
    qapp.processEvents()
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_an_address_of_one_long_word_makes_no_page_wider_than_the_window(view, qapp):
    reading = recorded.reading(fun_code="1001")
    query = "ABCDEFGH" * 90
    exchange = replace(
        reading.call.exchange,
        url=f"http://his/s.asmx/NetTest?xml={query}",
        request_head=f"GET /s.asmx/NetTest?xml={query} HTTP/1.1\r\n\r\n".encode(),
        request_body=b"",
    )
    view.show_reading(Reader.default().read(exchange))
    assert "NetTest?xml=" in said(view, qapp).replace("\u200b", "")
    assert max(label.minimumSizeHint().width() for label in view.findChildren(QLabel)) < 450


def test_layers_times_and_addresses_are_there(view, qapp):
    view.show_reading(recorded.reading(fun_code="1001"))
    text = said(view, qapp)
    for part in (
        "soap-1.1",
        "NetTest",
        "NetTestResponse",
        "aes-128-ecb",
        recorded.URL,
        "127.0.0.1:50000  →  his.example:8080",
    ):
        assert part in text
    assert "request sent 1.0 ms  →  first byte 2.0 ms  →  complete 3.0 ms" in text
    assert "recorded by the proxy" in text


def test_layers_stand_in_their_order_whichever_side_has_them(view, qapp):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\n\r\n"
    body = gzip.compress(recorded.exchange(fun_code="1001").response_body)
    view.show_reading(recorded.reading(fun_code="1001", response_head=head, response_body=body))
    text = said(view, qapp)
    assert text.index("HTTP") < text.index("Content-Encoding") < text.index("Charset") < text.index("Transport")
    assert "soap-1.1  (declared: text/xml)" in text


def test_every_layer_has_a_name_and_a_place():
    written = set(re.findall(r'Note\("([\w-]+)"', Path(layers.__file__).read_text("utf-8")))
    assert written == set(overview._layer_names())


def test_findings_are_counted_and_can_be_gone_to(view, qapp, qtbot):
    view.show_reading(recorded.reading("misnamed-field"))
    assert "Findings (9)" in said(view, qapp)
    findings = view.findChild(FindingList)
    with qtbot.waitSignal(view.finding_activated) as wanted:
        findings.setCurrentIndex(findings.model().index(0, 0))
        qtbot.keyClick(findings, Qt.Key.Key_Return)
    assert wanted.args[0].name == "misnamed-field"


def test_a_good_call_says_that_nothing_was_found(view, qapp):
    view.show_reading(recorded.reading(fun_code="1001"))
    assert "Nothing found" in said(view, qapp)
    assert not view.findChild(FindingList).isVisible()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"response_head": b"", "response_body": b"", "error": "stopped: before the answer"}, "there is no answer"),
        ({"response_head": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"}, "in what can be read"),
    ],
)
def test_what_could_not_be_read_is_not_called_conforming(view, qapp, changes, words):
    view.show_reading(recorded.reading(fun_code="1001", **changes))
    assert words in said(view, qapp)


def test_an_unknown_function_is_not_called_conforming(view, qapp):
    view.show_reading(recorded.READER.read_alone("request", b"<REQ><A>1</A></REQ>"))
    assert "were not checked" in said(view, qapp)
    assert not view.findChild(TimingBar).isVisible()


def test_a_failure_of_the_network_is_told(view, qapp):
    lost = recorded.reading(fun_code="1001", response_head=b"", response_body=b"", first_byte_ms=0.0, error="refused")
    view.show_reading(lost)
    text = said(view, qapp)
    assert "refused" in text
    assert "request sent 1.0 ms  →  failed 3.0 ms" in text


def test_a_replay_leads_to_its_original(view, qapp, qtbot):
    view.show_reading(recorded.reading(fun_code="1001", origin="replay", parent=7))
    said(view, qapp)
    link = next(label for label in view.findChildren(QLabel) if "#7" in label.text())
    with qtbot.waitSignal(view.select_requested) as wanted:
        link.linkActivated.emit("7")
    assert wanted.args == [7]


def test_the_bar_shows_how_the_time_was_spent(qtbot):
    bar = TimingBar()
    qtbot.addWidget(bar)
    bar.resize(300, 6)
    exchange = replace(recorded.exchange(fun_code="1001"), request_ms=1, first_byte_ms=2, duration_ms=3)
    bar.show_exchange(exchange)
    image = bar.grab().toImage()
    assert len({image.pixelColor(x, 3).name() for x in (50, 150, 250)}) == 3
    bar.show_exchange(None)
    image = bar.grab().toImage()
    assert len({image.pixelColor(x, 3).name() for x in (50, 150, 250)}) == 1
    assert bar.sizeHint().height() == 6


def test_what_the_profile_switches_off_is_counted_and_can_be_shown(view, qapp):
    city = Profile("city", severity={"misnamed-field": "off"})
    reader = Reader(recorded.READER.catalog, [city], Scheme(keys=(DEMO_KEY,)))
    view.show_reading(reader.read(recorded.exchange("misnamed-field")))
    text = said(view, qapp)
    assert "Nothing found but what is switched off." in text
    assert "9 findings switched off by profile city · " in text
    findings = view.findChildren(FindingList)[1]
    assert not findings.isVisible()
    note = next(label for label in view.findChildren(QLabel) if "switched off by" in label.text())
    note.linkActivated.emit("#")
    assert findings.isVisible()
    assert ">Hide<" in note.text()
    note.linkActivated.emit("#")
    assert not findings.isVisible()
    view.show_reading(recorded.reading("misnamed-field"))
    assert not note.isVisible()


def test_what_hisight_answered_itself_and_where_the_call_came_in_are_facts(view, qapp):
    sent = {"response_head_sent": b"HTTP/1.1 502 Bad Gateway\r\n\r\n", "response_body_sent": b"HISight: refused"}
    view.show_reading(
        recorded.reading(fun_code="1001", response_head=b"", response_body=b"", error="refused: x", **sent)
    )
    assert "HISight answered\n502 Bad Gateway, 16 bytes, not as the HIS sent it" in said(view, qapp)
    view.show_reading(recorded.reading(fun_code="1001", listener="127.0.0.1:9001"))
    assert "Listener\n127.0.0.1:9001" in said(view, qapp)


def test_what_was_done_to_a_call_on_its_way_is_a_fact_of_it(qtbot):
    overview = Overview()
    qtbot.addWidget(overview)
    overview.show_reading(recorded.reading(fun_code="1001", touched="response\tedited\t\t<b>", response_body_sent=b"x"))
    texts = [label.text() for label in overview.findChildren(QLabel)]
    assert "The answer was edited, by the rule &quot;&lt;b&gt;&quot;." in texts
    assert "HISight answered" not in texts
