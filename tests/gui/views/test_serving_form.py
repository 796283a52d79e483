from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from tests.certificates import made

from hisight.gui.views.serving_form import ServingForm
from hisight.proxy import ProxyError, Serving


@pytest.fixture
def form(qtbot):
    shown = ServingForm(Serving())
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_what_nobody_changed_is_as_usual_and_folded_away(qtbot, form):
    assert form.inside.isHidden()
    assert form.serving() == Serving()
    with qtbot.waitSignal(form.unfolded):
        qtbot.mouseClick(form.fold, Qt.MouseButton.LeftButton)
    assert form.inside.isVisible()


def test_what_was_chosen_last_is_shown(qtbot, tmp_path):
    pair = made().write(tmp_path / "a.pem")
    kept = Serving(90.0, "keep", insecure=True, upstream_ca=pair, client_cert=pair, cert=pair)
    shown = ServingForm(kept)
    qtbot.addWidget(shown)
    assert not shown.inside.isHidden()
    assert shown.serving() == kept


def test_a_file_that_is_no_certificate_is_an_error(form, monkeypatch, tmp_path):
    (tmp_path / "a.pem").write_text("nonsense")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "a.pem"), ""))
    form.cert.browse.click()
    assert form.cert.path == Path(tmp_path / "a.pem")
    with pytest.raises(ProxyError, match="there is no certificate"):
        form.serving()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    form.cert.browse.click()
    assert form.cert.path is not None
