from hisight.gui.views.elided_label import ElidedLabel


def test_what_has_no_room_is_whole_in_the_tool_tip(qtbot):
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("his.example:8080 · demo-plain")
    for width, tip in ((400, ""), (60, label.text()), (400, "")):
        label.resize(width, 20)
        assert not label.grab().isNull()
        assert label.toolTip() == tip
    assert label.text() == "his.example:8080 · demo-plain"
