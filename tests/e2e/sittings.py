"""Sittings at kam's own window, each in a process of its own with a screen of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

needs_screen = pytest.mark.skipif(
    sys.platform.startswith("linux") and which("xvfb-run") is None, reason="there is no screen to draw on"
)


def drive(what: str, path: Path, driver: str = "drive_window.py") -> dict[str, Any]:
    """One sitting; what it saw."""
    with sitting(what, path, driver) as running:
        out, trace = running.communicate(timeout=110)
    assert running.returncode == 0, trace
    told: dict[str, Any] = json.loads(out.strip().splitlines()[-1])
    return told


def drive_and_kill(what: str, path: Path) -> None:
    """A sitting that is killed when it says that it is ready: nothing of the program runs any more."""
    with sitting(what, path, "drive_window.py") as running:
        assert running.stdout is not None
        said = running.stdout.readline()
        if not said:
            raise AssertionError(running.communicate()[1])
        os.kill(json.loads(said)["pid"], getattr(signal, "SIGKILL", signal.SIGTERM))
        running.communicate(timeout=30)
    assert running.returncode != 0


def sitting(what: str, path: Path, driver: str) -> subprocess.Popen[str]:
    """Start a driver."""
    command = [sys.executable, str(HERE / driver), what, str(path)]
    if which("xvfb-run"):
        command = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", *command]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb" if which("xvfb-run") else "",
        "PYTHONPATH": str(ROOT),
        "KAM_SETTINGS": str(path.parent / "settings"),
        "QT_LOGGING_RULES": "qt.qpa.*=false",
    }
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
