import subprocess
import sys

# PySide6 6.12.0 gives back a reference to None too many on Python 3.11: after some thousand calls the interpreter aborts.
PROGRAM = """
import sys
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    sent = Signal(object)

sender = Sender()
sender.sent.connect(lambda value: None)
for _ in range(1000):
    sender.sent.emit(None)
before = sys.getrefcount(None)
for _ in range(20000):
    sender.sent.emit(None)
    sender.property("nothing")
    sender.parent()
if sys.version_info < (3, 12):
    assert sys.getrefcount(None) > before - 1000, (before, sys.getrefcount(None))
print("whole")
"""


def test_pyside_keeps_its_references_to_none():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.stdout == "whole\n", done.stderr
