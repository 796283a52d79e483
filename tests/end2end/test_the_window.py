import http.client
import json
import os
import zipfile
from dataclasses import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from hisight import profiles
from hisight.gui import background
from hisight.gui.dialogs.confirm_send import ConfirmSendDialog
from hisight.gui.dialogs.edit_call import EditCallDialog
from hisight.gui.dialogs.export_dialog import ExportDialog
from hisight.gui.dialogs.start_capture import StartCapture
from hisight.gui.main_window import MainWindow
from hisight.gui.settings import Settings
from hisight.mock import ENCRYPTED, PLAIN
from hisight.mock.content import write
from hisight.mock.his import NAMESPACE
from hisight.protocol import Key, compose_root, open_message, soap_request
from hisight.proxy import free_port
from hisight.reading import Reader

PATIENT = "测试患者甲"
ID_NUMBER = "000000199001010010"
PHONE = "10000000001"
TIMEOUT = 30_000


@pytest.fixture
def window(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv(profiles.KEY_VARIABLE, ENCRYPTED.scheme.key.secret.decode())
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    window = MainWindow(None, Reader.default(), Settings(tmp_path / "window.ini", language="en", theme="light"))
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    background.finish()


def shown(kind):
    """The open dialog of this class."""
    return next(
        (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()), None
    )


def call(port: int, peer, fun_code: str, operation: str, values) -> None:
    fields = {"FUN_CODE": fun_code, "USER_ID": peer.user_id}
    root = compose_root("request", fields, write("REQ", [("HOSPITAL_ID", peer.hospital_id), *values]), peer.scheme)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    body = soap_request(operation, "xml", root, NAMESPACE).encode()
    connection.request("POST", "/HisService", body, {"Content-Type": "text/xml; charset=utf-8"})
    connection.getresponse().read()
    connection.close()


def wait_for_calls(qtbot, window, number: int) -> None:
    qtbot.waitUntil(lambda: window.model.rowCount() == number and window.settled, timeout=TIMEOUT)


def select(qtbot, window, number: int) -> None:
    window.show_call(number)
    qtbot.waitUntil(lambda: window.calls.current_id == number and window.settled, timeout=TIMEOUT)


def trigger(window, name: str) -> None:
    window.actions_by_name[name].trigger()


def test_capture_select_replay_edit_and_send_export(qtbot, window, his, tmp_path):
    # Capture: the dialog, the real proxy, three calls of a platform, one signed with another key.
    port, recorded = free_port(), tmp_path / "day.hisight"
    trigger(window, "capture")
    dialog = shown(StartCapture)
    dialog.upstream.setText(his.origin)
    dialog.listen.setText(f"127.0.0.1:{port}")
    dialog.session.setText(str(recorded))
    dialog.accept()
    qtbot.waitUntil(lambda: bool(window.control.capture.listening), timeout=TIMEOUT)
    call(port, ENCRYPTED, "1001", "NetTest", [("IP", "127.0.0.1")])
    birth = [("ID_TYPE", "1"), ("ID_NO", ID_NUMBER), ("NAME", PATIENT), ("SEX", "1"), ("BIRTHDAY", "1990-01-01")]
    call(port, PLAIN, "1002", "CreatePat", [*birth, ("MOBILE", PHONE)])
    stranger = replace(ENCRYPTED, scheme=replace(ENCRYPTED.scheme, keys=(Key.from_text("ANOTHER-KEY-0001"),)))
    call(port, stranger, "2001", "GetDeptInfo", [("DEPT_ID", "-1"), ("PAGE_CURRENT", "1"), ("PAGE_SIZE", "5")])
    wait_for_calls(qtbot, window, 3)

    # Select: the verdict first, and the signature of the call that fails.
    select(qtbot, window, 3)
    assert window.detail.header.sentence.text().startswith("The platform uses another key")
    window.detail.set_tab("signature")
    assert window.detail.tab() == "signature"
    window.filter_bar.set_text("NetTest")
    wait_for_calls(qtbot, window, 1)
    window.filter_bar.clear()
    wait_for_calls(qtbot, window, 3)

    # Replay: a call that reads goes at once, and its answer is a new row that points to it.
    select(qtbot, window, 1)
    trigger(window, "replay")
    wait_for_calls(qtbot, window, 4)
    (row,) = window.control.session.rows([4])
    assert (row.origin, row.parent, row.summary.function, row.summary.failed) == ("replay", 1, "NetTest", False)
    assert window.calls.current_id == 4

    # Edit and send: a call that writes asks first; a no sends nothing, a yes sends what was edited, sealed again.
    select(qtbot, window, 2)
    trigger(window, "edit")
    editing = shown(EditCallDialog)
    editing.editor.replace_text(editing.editor.text().replace(PHONE, "10000000002"))
    qtbot.waitUntil(lambda: editing.send.isEnabled(), timeout=TIMEOUT)
    QTimer.singleShot(0, lambda: shown(ConfirmSendDialog).reject())
    qtbot.mouseClick(editing.send, Qt.MouseButton.LeftButton)
    assert window.control.session.count() == 4
    QTimer.singleShot(0, lambda: shown(ConfirmSendDialog).send.click())
    qtbot.mouseClick(editing.send, Qt.MouseButton.LeftButton)
    wait_for_calls(qtbot, window, 5)
    sent = window.control.session.get(5)
    request = open_message("request", sent.request_body, lambda _: PLAIN.scheme)
    assert "<MOBILE>10000000002</MOBILE>" in request.payload.xml
    assert (request.signature.verdict, sent.parent) == ("valid", 2)
    assert window.control.session.rows([5])[0].summary.return_code == "0"

    # Export: patient and key stay here.
    select(qtbot, window, 2)
    trigger(window, "export")
    exporting = shown(ExportDialog)
    target = tmp_path / "evidence.zip"
    exporting.form.file.setText(str(target))
    exporting.export.click()
    qtbot.waitUntil(target.exists, timeout=TIMEOUT)
    qtbot.waitUntil(lambda: not background.running(), timeout=TIMEOUT)
    with zipfile.ZipFile(target) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    for name, data in inside.items():
        for secret in (PATIENT, ID_NUMBER, PHONE, ENCRYPTED.scheme.key.secret.decode()):
            assert secret.encode() not in data, name
    assert any(json.loads(data)["id"] == 2 for name, data in inside.items() if name.endswith("call.json"))
    exporting.close()

    # Stop: the proxy ends, the session is whole.
    trigger(window, "capture")
    qtbot.waitUntil(lambda: not window.control.capture.running, timeout=TIMEOUT)
    assert window.control.session.count() == 5
