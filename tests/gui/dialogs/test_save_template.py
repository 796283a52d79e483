import pytest
from tests.gui import recorded

from hisight import paths
from hisight.gui.dialogs.save_template import SaveTemplateDialog
from hisight.replay import templates


@pytest.fixture
def open_dialog(qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path)

    def open_(fun_code: str) -> SaveTemplateDialog:
        subject = recorded.reading(fun_code=fun_code).subject("request")
        dialog = SaveTemplateDialog(subject, subject.message.payload.xml)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_


def kept() -> list[templates.Template]:
    return templates.load_all(recorded.READER)[0]


@pytest.mark.parametrize("keep", [False, True])
def test_the_patient_is_kept_only_where_the_user_says_so(open_dialog, keep):
    dialog = open_dialog("2007")
    assert not dialog.keep_patient.isChecked()
    dialog.keep_patient.setChecked(keep)
    dialog.save.click()
    (template,) = kept()
    assert ("<NAME>测试患者</NAME>" in template.xml) is not keep
    assert (template.name, template.fun_code) == ("2007 OrderReg 预约和挂号接口", "2007")


def test_where_there_is_no_patient_nothing_is_asked(open_dialog):
    dialog = open_dialog("2001")
    assert dialog.keep_patient.isHidden()
    dialog.name.setText(" ")
    assert not dialog.save.isEnabled()


def test_a_folder_that_cannot_be_written_is_told(open_dialog, tmp_path):
    (tmp_path / "templates").write_text("in the way")
    dialog = open_dialog("2001")
    dialog.accept()
    assert dialog.isVisible()
    assert "cannot be used" in dialog.problem.text()
