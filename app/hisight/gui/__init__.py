"""The window: Qt lives here and nowhere else. Views show dataclasses and emit intentions, the main window wires them."""
