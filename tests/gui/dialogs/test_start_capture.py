import socket

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from hisight.gui.dialogs.start_capture import StartCapture
from hisight.profiles import Profile
from hisight.proxy import Listen, Route, Serving, Upstream, free_port


@pytest.fixture
def dialog(qtbot, settings, tmp_path):
    settings.listen, settings.upstream = f"127.0.0.1:{free_port()}", "http://his.example:8080/svc"
    made = StartCapture(settings, [Profile("city")], tmp_path / "new.hisight")
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_asked_for_is_a_capture_and_is_offered_next_time(dialog, settings, tmp_path):
    port = free_port()
    dialog.listen.setText(str(port))
    dialog.upstream.setText("http：//his.example：8081")
    dialog.accept()
    assert dialog.capturing.routes == (Route(Listen("127.0.0.1", port), Upstream("http", "his.example", 8081)),)
    assert dialog.capturing.session == tmp_path / "new.hisight"
    assert (settings.listen, settings.upstream) == (f"127.0.0.1:{port}", "http://his.example:8081")


def test_the_address_for_the_platform_is_told_before(dialog):
    assert dialog.advice.text().endswith(f"http://{dialog.listen.text()}/svc")
    dialog.upstream.setText("nonsense")
    assert "Fill in" in dialog.advice.text()


@pytest.mark.parametrize(
    ("field", "text", "part"),
    [
        ("listen", "nonsense", "listening address"),
        ("upstream", "", "upstream address"),
        ("upstream", "ftp://his.example", "http or https"),
        ("session", "/no/such/folder/a.hisight", "no folder"),
    ],
)
def test_what_cannot_work_is_explained_in_place(dialog, field, text, part):
    getattr(dialog, field).setText(text)
    dialog.accept()
    assert dialog.capturing is None
    assert part in dialog.problem.text()
    assert dialog.problem.isVisible()
    assert dialog.other_port.isHidden()


def test_the_proxy_is_not_pointed_at_itself(dialog):
    dialog.upstream.setText(f"http://{dialog.listen.text()}")
    dialog.accept()
    assert "own listening address" in dialog.problem.text()


def test_a_taken_port_offers_another_with_one_click(qtbot, dialog):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        dialog.listen.setText(f"127.0.0.1:{port}")
        dialog.accept()
        assert f"port {port} is taken" in dialog.problem.text()
        qtbot.mouseClick(dialog.other_port, Qt.MouseButton.LeftButton)
    assert dialog.capturing.routes[0].listen.port not in (port, 0)


def test_a_complaint_goes_when_the_address_is_changed(dialog):
    dialog.upstream.setText("x")
    dialog.accept()
    dialog.upstream.setText("http://his.example")
    assert dialog.problem.isHidden()


def test_profiles_are_offered_and_automatic_is_none(dialog):
    assert dialog.profile == ""
    dialog.profiles.setCurrentIndex(1)
    assert dialog.profile == "city"


def test_a_file_can_be_chosen_and_gets_its_ending(qtbot, dialog, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "mine"), ""))
    dialog.browse.click()
    assert dialog.session.text() == str(tmp_path / "mine.hisight")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("", ""))
    dialog.browse.click()
    assert dialog.session.text() == str(tmp_path / "mine.hisight")


def test_several_listeners_are_one_capture_and_are_offered_next_time(qtbot, dialog, settings, tmp_path):
    first = int(dialog.listen.text().rpartition(":")[2])
    qtbot.mouseClick(dialog.more.add, Qt.MouseButton.LeftButton)
    (row,) = dialog.more.rows
    assert row.listen.text() == f"127.0.0.1:{first + 1}"
    port = free_port(avoid={first})
    row.listen.setText(str(port))
    row.upstream.setText("https://b.example/svc")
    assert dialog.advice.text().endswith(f"http://127.0.0.1:{first}/svc\nhttp://127.0.0.1:{port}/svc")
    dialog.accept()
    assert [str(route) for route in dialog.capturing.routes] == [
        f"127.0.0.1:{first} -> http://his.example:8080/svc",
        f"127.0.0.1:{port} -> https://b.example:443/svc",
    ]
    again = StartCapture(settings, [], tmp_path / "new.hisight")
    qtbot.addWidget(again)
    assert [(row.listen.text(), row.upstream.text()) for row in again.more.rows] == [
        (f"127.0.0.1:{port}", "https://b.example:443/svc")
    ]


def test_the_other_port_goes_to_the_listener_whose_port_is_taken(qtbot, dialog):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        dialog.more.append(f"127.0.0.1:{taken.getsockname()[1]}", "http://b.example")
        dialog.accept()
        assert "is taken" in dialog.problem.text()
        qtbot.mouseClick(dialog.other_port, Qt.MouseButton.LeftButton)
    first, second = dialog.capturing.routes
    assert str(first.listen) == dialog.listen.text()
    assert second.listen.port not in (0, first.listen.port)


def test_what_a_listener_for_everybody_means_is_said_before(dialog):
    dialog.listen.setText("0.0.0.0:9000")
    assert "can be reached from other machines" in dialog.advice.text()


def test_certificates_and_the_limit_of_waiting_are_part_of_the_capture_and_kept(dialog, settings):
    dialog.serving.upstream_ca.text.setText("/no/such.pem")
    dialog.accept()
    assert "/no/such.pem cannot be read" in dialog.problem.text()
    dialog.serving.upstream_ca.text.clear()
    dialog.serving.timeout.setValue(90)
    dialog.serving.insecure.setChecked(True)
    dialog.accept()
    assert dialog.capturing.serving == settings.serving == Serving(timeout_s=90.0, insecure=True)
    assert "his_upstream_timeout=90" in dialog.capturing.arguments()
