"""What the system says of sleep and a locked screen, on a bus of its own."""

from __future__ import annotations

import subprocess
import sys
from shutil import which

import pytest

_PROGRAM = """
import subprocess, sys
from PySide6.QtCore import QCoreApplication, QTimer
from kam.ui.frame.going_away import GoingAway

application = QCoreApplication([])
heard = []
away = GoingAway(application)
away.heard.connect(lambda: (heard.append(1), application.quit()))
send = ["dbus-send", "--session", "--type=signal", "/org/freedesktop/ScreenSaver"]
name = "org.freedesktop.ScreenSaver.ActiveChanged"

def say():
    subprocess.run([*send, name, "boolean:false"], check=True)
    subprocess.run([*send, name, "boolean:true"], check=True)

QTimer.singleShot(0, say)
QTimer.singleShot(20_000, application.quit)
application.exec()
print(len(heard))
"""


@pytest.mark.skipif(
    which("dbus-run-session") is None or which("dbus-send") is None, reason="there is no bus of messages here"
)
def test_a_locked_screen_is_heard_and_an_unlocked_one_is_not() -> None:
    command = ["dbus-run-session", "--", sys.executable, "-c", _PROGRAM]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.strip() == "1", ran.stderr
