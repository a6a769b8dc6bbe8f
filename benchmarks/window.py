"""The window under measurement, in a process of its own: ``python -m benchmarks.window WHAT FILE``.

``start`` prints two moments (seconds since the epoch): when the first lines of Today are painted and can be
opened, and when all of them are, with what takes long; ``empty`` the same for a Qt window without anything.
``preview`` prints the seconds from a key typed into a full brief of the demo to the paper with
it, drawn and painted, and of drawing that paper alone. ``chart`` prints the seconds of frames of a large org
chart, and of a bare picture scrolled. ``tour`` prints the seconds of opening accounts and of
palette answers, each painted, and the memory after a tour of all pages, as JSON. All is warm: the window was
open before, on the same computer.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from benchmarks.measuring import Line, Times
from kam.core.clock import FixedClock

if TYPE_CHECKING:
    from kam.ui.window import MainWindow

QUERIES = ("годовой контракт", "отгрузка плёнки", "иванов", "K-2026-0001")
OPENED = 25
MEMORY_AIM = 250


def lines(path: Path, *, starts: int = 5) -> list[Line]:
    """The lines of the table."""
    with tempfile.TemporaryDirectory() as settings:
        empty, _ = _starts("empty", path, settings, starts)
        lines_of_day, whole = _starts("start", path, settings, starts)
        told = json.loads(_run("tour", path, settings))
        typed = json.loads(_run("preview", Path(settings, "demo.kam"), settings))
        chart = json.loads(_run("chart", Path(settings, "crowd.kam"), settings))
    memory = Times((told["memory_mib"] / 1000,))
    bare = Times((told["bare_mib"] / 1000,))
    nothing = Times(tuple(told["repaint"]))
    bare_frame = Times(tuple(chart["bare"]))
    return [
        Line("window: command to today painted", lines_of_day, empty, "<= 1000 ms, <= 2.5x an empty window"),
        Line("window: command to all of today painted", whole, empty, ""),
        Line("window: an account opened, painted", Times(tuple(told["open"])), nothing, "<= 100 ms"),
        Line("window: the same with its health", Times(tuple(told["whole"])), nothing, ""),
        Line("window: palette answer per key", Times(tuple(told["keys"])), nothing, "<= 50 ms"),
        Line(
            "window: brief redrawn after a key",
            Times(tuple(typed["keys"])),
            Times(tuple(typed["paper"])),
            "<= 300 ms",
        ),
        *(
            Line(
                f"window: org chart of 300 {how}, a frame",
                Times(tuple(chart[how])),
                bare_frame,
                f"<= {aim} ms",
            )
            for how, aim in (("scrolled", 16), ("zoomed", 33), ("walked", 33))
        ),
        Line("window: MiB after a tour (not ms)", memory, bare, f"<= {MEMORY_AIM} MiB"),
    ]


def _starts(what: str, path: Path, settings: str, count: int) -> tuple[Times, Times]:
    first, last = [], []
    for _ in range(count + 1):
        began = time.time()
        told = _run(what, path, settings).split()
        first.append(float(told[0]) - began)
        last.append(float(told[-1]) - began)
    return Times(tuple(first[1:])), Times(tuple(last[1:]))


def _run(what: str, path: Path, settings: str) -> str:
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ | {"KAM_LANG": "ru", "KAM_SETTINGS": settings}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed kam is compiled
    answer = subprocess.run(
        [sys.executable, "-P", "-m", "benchmarks.window", what, str(path)],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    return answer.stdout.strip().splitlines()[-1]


# --- in the process of its own


def _empty() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    application.processEvents()
    print(time.time())


def _start(path: Path) -> None:
    """The command as a user gives it; only the program's event loop is ours."""
    from PySide6.QtWidgets import QApplication

    from kam.__main__ import main

    def loop(application: QApplication) -> int:
        from kam.ui.window import MainWindow

        window = next(each for each in application.topLevelWidgets() if isinstance(each, MainWindow))
        _wait_for_today(window)
        first = time.time()
        _wait_for_all_of_today(window)
        print(first, time.time())
        window.close()
        return 0

    QApplication.exec = loop  # type: ignore[assignment, method-assign]
    sys.argv = ["kam", "open", str(path)]
    main()


def _tour(path: Path) -> None:
    gc.disable()  # as the program does, with its imports
    from kam.ui.plain_imports import import_plainly

    import_plainly()
    from benchmarks.scale import NOW
    from kam.app import Program, make_application
    from kam.core.words import words_for
    from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
    from kam.ui.local_settings import LocalSettings
    from kam.ui.places import Place, account_place

    application = make_application()
    bare = _memory()
    program = Program(application, words_for("ru"), LocalSettings(), FixedClock(NOW))
    program.start(path)
    window = program.window
    if window is None:
        sys.exit("the workspace did not open")
    window.resize(1440, 900)

    _wait(window)
    accounts: list[UUID] = [
        row.id
        for row in read_portfolio(window.desk.workspace, PortfolioQuery(), as_of=NOW).rows[: OPENED + 2]
    ]
    opened, explained = [], []
    for account in accounts:
        began = time.perf_counter()
        window.go(account_place(account))
        _wait_for_account(window, account)
        opened.append(time.perf_counter() - began)
        _wait(window)
        explained.append(time.perf_counter() - began)
    keys = []
    window.search()
    _wait(window)
    for query in QUERIES:
        for length in range(1, len(query) + 1):
            began = time.perf_counter()
            window.palette_of_all.field.setText(query[:length])
            _wait(window)
            keys.append(time.perf_counter() - began)
    window.palette_of_all.close_it()
    repaint = []
    for _ in range(10):
        began = time.perf_counter()
        window.repaint()
        repaint.append(time.perf_counter() - began)
    tabs = [Place("account", accounts[0], tab) for tab in ("overview", "dossier", "people", "documents")]
    pages = [Place(name) for name in ("today", "accounts", "people", "imports", "settings")]
    for place in (*pages, *tabs):
        window.go(place)
        _wait(window)
    told = {
        "open": opened[2:],
        "whole": explained[2:],
        "keys": keys,
        "repaint": repaint,
        "memory_mib": _memory(),
        "bare_mib": bare,
    }
    window.close()
    print(json.dumps(told))


def _preview(path: Path) -> None:
    """Type into the purpose of the demo's next meeting; the pause after a key is part of the time."""
    from datetime import UTC, datetime

    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from kam.app import Program, make_application
    from kam.core.vocabulary import BriefSection
    from kam.core.words import words_for
    from kam.services.briefs import brief_pdf
    from kam.services.demo import write_demo
    from kam.ui.local_settings import LocalSettings
    from kam.ui.prepare.editors.texts import PurposeEditor
    from kam.ui.prepare.page import PreparePage

    clock = FixedClock(datetime(2026, 11, 22, 9, tzinfo=UTC))
    write_demo(path, language="ru", clock=clock)
    application = make_application()
    program = Program(application, words_for("ru"), LocalSettings(), clock)
    program.start(path)
    window = program.window
    if window is None:
        sys.exit("the workspace did not open")
    window.resize(1440, 900)
    _wait(window)
    window.open_brief()
    _wait(window)
    page = window.page
    assert isinstance(page, PreparePage)
    editor = page.editors[BriefSection.PURPOSE]
    assert isinstance(editor, PurposeEditor)
    field = editor.fields["purpose"].editor
    loop = QEventLoop()
    page.preview.drawn.connect(lambda _: loop.quit())
    keys = []
    for number in range(24):
        began = time.perf_counter()
        field.set_value(f"Согласовать рамку договора на год, {number}")
        field.changed.emit()
        loop.exec()
        QApplication.processEvents()
        keys.append(time.perf_counter() - began)
    paper = []
    for _ in range(8):
        began = time.perf_counter()
        brief_pdf(window.desk.workspace, meeting_id=page.meeting_id, as_of=clock.now(), language="ru")
        paper.append(time.perf_counter() - began)
    window.close()
    print(json.dumps({"keys": keys[4:], "paper": paper[1:]}))


def _chart(path: Path) -> None:
    """Scroll, zoom and walk an org chart of three hundred people."""
    from dataclasses import replace

    from PySide6.QtWidgets import QApplication

    from benchmarks.chart import bare_frames, frames, write_crowd
    from benchmarks.scale import NOW
    from kam.app import Program, make_application
    from kam.core.words import words_for
    from kam.ui.account.people.chart.view import OrgChartView
    from kam.ui.local_settings import LocalSettings
    from kam.ui.places import account_place

    clock = FixedClock(NOW)
    account = write_crowd(path, clock)
    application = make_application()
    program = Program(application, words_for("ru"), LocalSettings(), clock)
    program.start(path)
    window = program.window
    if window is None:
        sys.exit("the workspace did not open")
    window.resize(1440, 900)
    _wait(window)
    window.go(replace(account_place(account, "people"), view="chart"))
    _wait(window)
    chart = next(each for each in window.findChildren(OrgChartView) if each.isVisible())
    told = frames(chart, QApplication.processEvents) | {"bare": bare_frames(QApplication.processEvents)}
    window.close()
    print(json.dumps(told))


def _wait_for_today(window: MainWindow) -> None:
    """Until its first lines are painted."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from kam.ui.today.page import TodayPage

    assert isinstance(window.page, TodayPage)
    lines = window.page.columns["meetings"].list.lines
    loop = QEventLoop()
    lines.modelReset.connect(loop.quit)
    while not lines.rowCount():
        loop.exec()
    QApplication.processEvents()


def _wait_for_account(window: MainWindow, account: UUID) -> None:
    """Until the account is painted; its health comes a moment after it."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from kam.ui.account.page import AccountPage

    assert isinstance(window.page, AccountPage)
    loop = QEventLoop()
    window.page.moved.connect(loop.quit)
    QApplication.processEvents()
    while window.page.shown_id != account:
        loop.exec()
    QApplication.processEvents()


def _wait_for_all_of_today(window: MainWindow) -> None:
    """Until what is read after the first painting stands too."""
    from PySide6.QtCore import QEventLoop, QTimer

    from kam.ui.today.page import TodayPage

    assert isinstance(window.page, TodayPage)
    loop = QEventLoop()
    timer = QTimer()
    timer.timeout.connect(loop.quit)
    timer.start(5)
    while not window.page.is_whole:
        loop.exec()
    _wait(window)


def _wait(window: MainWindow) -> None:
    """Until nothing is under way and all is painted; asleep meanwhile, as when a user waits."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    loop = QEventLoop()
    window.desk.jobs.idle.connect(loop.quit)
    QApplication.processEvents()
    while window.desk.jobs.under_way:
        loop.exec()
    QApplication.processEvents()


def _memory() -> float:
    """Resident memory in MiB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    wanted, file = sys.argv[1], Path(sys.argv[2])
    if wanted == "empty":
        _empty()
    else:
        {"start": _start, "preview": _preview, "tour": _tour, "chart": _chart}[wanted](file)
