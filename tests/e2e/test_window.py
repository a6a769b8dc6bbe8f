"""The window from the outside: a real one, driven by keys and clicks, closed and started again."""

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

from kam.core.clock import FixedClock
from kam.services.demo import write_demo
from tests.ui.every_page import MORNING

DRIVER = Path(__file__).with_name("drive_window.py")
ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    sys.platform.startswith("linux") and which("xvfb-run") is None, reason="there is no screen to draw on"
)


def drive(what: str, path: Path) -> dict[str, Any]:
    """One sitting in a process of its own, on a screen of its own."""
    with sitting(what, path) as driver:
        out, trace = driver.communicate(timeout=110)
    assert driver.returncode == 0, trace
    told: dict[str, Any] = json.loads(out.strip().splitlines()[-1])
    return told


def drive_and_kill(what: str, path: Path) -> None:
    """A sitting that is killed when it says that it is ready: nothing of the program runs any more."""
    with sitting(what, path) as driver:
        assert driver.stdout is not None
        said = driver.stdout.readline()
        if not said:
            raise AssertionError(driver.communicate()[1])
        os.kill(json.loads(said)["pid"], getattr(signal, "SIGKILL", signal.SIGTERM))
        driver.communicate(timeout=30)
    assert driver.returncode != 0


def sitting(what: str, path: Path) -> subprocess.Popen[str]:
    """Start the driver."""
    command = [sys.executable, str(DRIVER), what, str(path)]
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


def test_a_morning_with_kam_and_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "demo.kam"
    write_demo(path, language="ru", clock=FixedClock(MORNING.moment))
    told = drive("first", path)
    assert told["title"].startswith("Клиенты")
    assert told["before"] != told["rated"]
    assert told["rated"] == 1
    assert told["undo says"].startswith("Отменить: ")
    assert told["grid shown"]
    assert told["after undo"] == told["before"]
    assert "Лугинский молочный комбинат" in told["warned of"]
    later = drive("again", path)
    assert later["place"] == told["place"], "it returns to where it was left"
    assert later["document"]
    assert later["subsidiary"] == told["subsidiary"]


@pytest.mark.slow
def test_what_was_typed_when_the_program_was_killed_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "demo.kam"
    write_demo(path, language="ru", clock=FixedClock(MORNING.moment))
    drive_and_kill("typing", path)
    told = drive("restored", path)
    assert told["entry"].startswith("Есть черновик: Оценка: ")
    assert told["evidence"] == "«Третий цех готов попробовать», звонок 23 ноября"
    assert told["note"].startswith("Восстановлено несохранённое от ")
    assert told["place"].split(" · ")[0] in told["entry"]
    assert told["left"] == []
    assert told["entry is gone"]


@pytest.mark.slow
def test_a_recording_that_was_killed_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "demo.kam"
    write_demo(path, language="ru", clock=FixedClock(MORNING.moment))
    drive_and_kill("recording", path)
    told = drive("recorded", path)
    assert told["entry"] == "Есть черновик: Запись о том, что было, Лугинский молочный комбинат"
    assert told["text"] == "! акт испытаний до пятницы"
    assert told["left"] == []
    assert told["closed"]
