"""Drives kam's own window as a person would, in a process of its own; prints what it saw as JSON.

``python drive_window.py WHAT WORKSPACE`` with a screen to draw on. Whatever goes
wrong, any warning of Qt among it, ends it with a trace. ``typing`` never ends by itself: it is to be killed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMimeData,
    QPoint,
    QPointF,
    QRect,
    Qt,
    QTimer,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget

from kam.app import Program, make_application, take_scale
from kam.core.clock import FixedClock
from kam.core.vocabulary import Attitude
from kam.core.words import words_for
from kam.jobs import Standing
from kam.services.drafts import kept_drafts
from kam.services.history import list_steps
from kam.services.people.map import read_map
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from kam.ui.account.page import AccountPage
from kam.ui.account.people.sheets.rating import RateSheet
from kam.ui.account.people.tab import PeopleTab
from kam.ui.accounts.new_account import NewAccountSheet
from kam.ui.capture.window import CaptureWindow
from kam.ui.imports.page import ImportsPage
from kam.ui.local_settings import LocalSettings
from kam.ui.places import IMPORTS
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.window import MainWindow
from tests.ui.every_page import PLACES

MORNING = datetime(2026, 11, 24, 6, 12, tzinfo=UTC)
PATIENCE_MS = 20_000
LETTER = "Письмо о поставках.txt"
EVIDENCE = "«Третий цех готов попробовать», звонок 23 ноября"
SUBSIDIARY = "Лугинский сырный дом"
W = TypeVar("W", bound=QWidget)

complaints: list[str] = []


def note(kind: QtMsgType, _context: object, message: str) -> None:
    """Qt says something: anything but chatter is a fault."""
    if kind is not QtMsgType.QtDebugMsg and "propagateSizeHints" not in message:
        complaints.append(message)
        sys.stderr.write(f"Qt: {message}\n")


def rest(milliseconds: int) -> None:
    """Let the window work for a while. Python's other threads work, too: Qt's own waiting keeps them out."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def wait_for(what: str, done: Callable[[], Any]) -> Any:
    """Let the window work until something is so."""
    for _ in range(PATIENCE_MS // 20):
        if found := done():
            return found
        rest(20)
    message = f"waited in vain: {what}"
    raise SystemExit(message)


def type_text(widget: QWidget, text: str) -> None:
    """Type as a keyboard does, letter by letter."""
    for letter in text:
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)
    rest(10)


def press(key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key where the keyboard is."""
    held = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        held |= each
    target = wait_for("the keyboard", lambda: QApplication.focusWidget() or QApplication.activeWindow())
    QTest.keyClick(target, key, held)


def click(inside: QWidget, name: str) -> None:
    """Click a button by its words."""
    button = wait_for(
        f"button “{name}”",
        lambda: next(
            (
                each
                for each in inside.findChildren(QAbstractButton)
                if each.isVisible() and name in {each.text(), each.accessibleName()}
            ),
            None,
        ),
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def sheet_of(window: MainWindow, kind: type[W]) -> W:
    """The sheet that opened."""
    found: W = wait_for(
        kind.__name__, lambda: next((s for s in _children(window, kind) if s.isVisible()), None)
    )
    return found


def _children(window: QWidget, kind: type[W]) -> list[W]:
    return [
        each for each in QApplication.allWidgets() if isinstance(each, kind) and each.window() is not window
    ]


class Day:
    """One sitting at the window."""

    def __init__(self, path: Path) -> None:
        self.application = make_application()
        qInstallMessageHandler(note)
        settings = LocalSettings(path.parent / "settings")
        self.clock = FixedClock(MORNING)
        self.program = Program(self.application, words_for("ru"), settings, self.clock)
        self.program.start(path)
        self.let_in()
        self.take()

    def let_in(self) -> None:
        """What is asked before the window opens."""

    def take(self) -> None:
        """Sit down at the window that has opened."""
        window = self.program.window
        if window is None:
            sys.exit("the window did not open")
        self.window = window
        window.resize(1280, 720)
        QTest.qWaitForWindowExposed(window)
        window.activateWindow()
        wait_for("the keyboard", window.isActiveWindow)
        self.calm()

    @property
    def page(self) -> AccountPage:
        """The account's page, which must be the one shown."""
        page = self.window.page
        assert isinstance(page, AccountPage), page
        return page

    def calm(self) -> None:
        """Nothing is under way."""
        wait_for("calm", lambda: self.window.desk.jobs.under_way == 0)
        rest(30)

    def attitude_of(self, place: UUID) -> Attitude | None:
        """As the file has it."""
        found = read_map(self.window.desk.workspace, self.page.account_id, as_of=MORNING).place(place)
        assert found is not None
        return found.attitude.value

    def end(self) -> None:
        """Close the window; the program ends by itself."""
        self.window.close()
        self.calm_application()

    def calm_application(self) -> None:
        """Let the end come."""
        rest(50)


def first(path: Path) -> dict[str, object]:
    """Find, rate, look, undo, add a subsidiary, drop a file, close."""
    day = Day(path)
    told: dict[str, object] = {"title": day.window.windowTitle()}
    told |= rate_somebody(day)
    told |= add_subsidiary(day)
    told |= keep_letter(day, path.parent / LETTER)
    day.end()
    return told


def rate_somebody(day: Day) -> dict[str, object]:
    """Find a person by Ctrl+K, rate them with evidence, see it in the grid, take it back."""
    window = day.window
    find(day, "@хисам")
    people = day.page.tab("people")
    assert isinstance(people, PeopleTab)
    person = window.trail.place.item_id if window.trail.place else None
    assert person is not None
    told: dict[str, object] = {"before": day.attitude_of(person)}
    click(people, "Оценить заново")
    sheet = sheet_of(window, RateSheet)
    fill(sheet, "attitude", Attitude.SUPPORTER)
    fill(sheet, "evidence", EVIDENCE)
    sheet.primary.click()
    day.calm()
    told |= {"rated": day.attitude_of(person), "undo says": window.undoing.undo.text()}
    click(people, "Сетка")
    day.calm()
    told["grid shown"] = people.grid.isVisible()
    window.activateWindow()  # nobody but a window manager hands the keyboard on when a sheet closes
    wait_for("the keyboard", window.isActiveWindow)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    day.calm()
    told["after undo"] = day.attitude_of(person)
    return told


def add_subsidiary(day: Day) -> dict[str, object]:
    """Add a subsidiary to the account that is open, warned of a duplicate on the way."""
    window = day.window
    next(each for each in window.commands() if each.id == "create.subsidiary").run()
    making = sheet_of(window, NewAccountSheet)
    fill(making, "name", 'ООО "Лугинский молочный комбинат"')
    wait_for("the warning", lambda: making.found)
    told: dict[str, object] = {"warned of": [each.name for each in making.found]}
    fill(making, "name", SUBSIDIARY)
    making.primary.click()
    wait_for("the subsidiary", lambda: window.windowTitle().startswith(SUBSIDIARY))
    day.calm()
    told["subsidiary"] = str(day.page.account_id)
    window.back()
    day.calm()
    return told


def keep_letter(day: Day, letter: Path) -> dict[str, object]:
    """Drop a file on the documents of the account that is open."""
    click(day.page, "Документы")
    day.calm()
    documents = day.page.tab("documents")
    letter.write_text("Просим подтвердить график.", "utf-8")
    drop(documents, letter)
    wait_for("the document", lambda: LETTER in _said(documents))
    day.calm()
    place = day.window.trail.place
    return {"place": place.to_text() if place else ""}


def again(path: Path) -> dict[str, object]:
    """Start again: everything is where it was."""
    day = Day(path)
    place = day.window.trail.place
    told: dict[str, object] = {"place": place.to_text() if place else ""}
    documents = day.page.tab("documents")
    wait_for("the document", lambda: LETTER in _said(documents))
    told["document"] = True
    find(day, "сырный дом")
    wait_for("the subsidiary", lambda: day.window.windowTitle().startswith(SUBSIDIARY))
    told["subsidiary"] = str(day.page.account_id)
    day.end()
    return told


def typing(path: Path) -> dict[str, object]:
    """Type into a form, and be killed in the midst of it."""
    day = Day(path)
    sheet = rate_anew(day)
    type_text(sheet.form["evidence"].area, EVIDENCE)  # type: ignore[attr-defined]
    wait_for("the draft", lambda: kept_drafts(day.window.desk.workspace))
    tell({"pid": os.getpid()})
    while True:
        rest(1000)


def restored(path: Path) -> dict[str, object]:
    """Start after that: the window tells of it, leads there, and the form has every letter."""
    day = Day(path)
    entry = day.window.unsaved
    wait_for("the entry", entry.isVisible)
    told: dict[str, object] = {"entry": entry.text()}
    entry.menu().aboutToShow.emit()
    entry.menu().actions()[0].trigger()
    day.calm()
    told["place"] = day.window.windowTitle()
    sheet = rate_anew(day)
    wait_for("the text", sheet.form["evidence"].value)
    assert sheet.draft is not None
    told |= {"evidence": sheet.form["evidence"].value(), "note": sheet.draft.note.text.text()}
    sheet.primary.click()
    day.calm()
    told["left"] = [each.title for each in kept_drafts(day.window.desk.workspace)]
    told["entry is gone"] = not entry.isVisible()
    day.end()
    return told


def importing(path: Path) -> dict[str, object]:
    """Drop a long table, begin to write it, cancel in the midst; then write it whole."""
    day = Day(path)
    window = day.window
    rows = "".join(f"01.10.2026;РТ-{number};Лугинский молочный комбинат;1\n" for number in range(10_000))
    table = path.parent / "Продажи.csv"
    table.write_text("Дата;Документ;Контрагент;Сумма без НДС\n" + rows, "utf-8")
    window.go(IMPORTS)
    day.calm()
    page = window.page
    assert isinstance(page, ImportsPage)
    told: dict[str, object] = {
        "before": window.windowTitle(),
        "steps": len(list_steps(window.desk.workspace)),
    }
    drop(page.home.drop, table)
    wait_for("the check", page.write.isEnabled)
    told |= {"title": window.windowTitle(), "button": page.write.text()}
    progress: list[int] = []

    def follow(standing: Standing | None) -> None:
        progress.append(0 if standing is None else standing.done)

    window.desk.jobs.progressed.connect(follow)
    page.write.click()
    wait_for("some progress", lambda: any(progress))
    click(page, "Отмена")
    wait_for("the end", lambda: not page.work.is_writing)
    day.calm()
    told |= {"steps after": len(list_steps(window.desk.workspace)), "at": max(progress)}
    told["can be written again"] = page.write.isEnabled()
    page.write.click()
    wait_for("the end", page.home.isVisible)
    day.calm()
    told |= {"written": len(list_steps(window.desk.workspace)), "after": window.windowTitle()}
    day.end()
    return told


def twice(path: Path) -> dict[str, object]:
    """Start kam a second time on a workspace that a window has open."""
    day = Day(path)
    window = day.window
    window.showMinimized()
    wait_for("the small window", window.isMinimized)
    second = subprocess.Popen([sys.executable, "-m", "kam", "open", str(path)])
    wait_for("the end of the second start", lambda: second.poll() is not None)
    wait_for("the window", lambda: not window.isMinimized())
    told: dict[str, object] = {"ended with": second.returncode, "visible": window.isVisible()}
    told["windows"] = sum(isinstance(each, MainWindow) for each in QApplication.topLevelWidgets())
    day.end()
    return told


def scaled(path: Path) -> dict[str, object]:
    """Walk through every page and tab at the scale of this computer's settings."""
    take_scale(LocalSettings(path.parent / "settings"))
    day = Day(path)
    window = day.window
    window.resize(window.minimumSize())
    found = read_portfolio(window.desk.workspace, PortfolioQuery(), as_of=MORNING)
    outside: list[str] = []
    one_each = {(place.page, place.tab): place for place in PLACES.values()}
    for place in one_each.values():
        window.go(replace(place, account_id=found.rows[0].id) if place.page == "account" else place)
        day.calm()
        outside += [f"{place.to_text()}: {each}" for each in _out_of_sight(window)]
    told: dict[str, object] = {"ratio": window.devicePixelRatio(), "outside": outside}
    told["fits"] = window.screen().availableGeometry().contains(window.frameGeometry())
    day.end()
    return told


def _out_of_sight(window: MainWindow) -> list[str]:
    """Buttons on view that cannot be reached, because the window ends before them and nothing scrolls."""
    return [
        each.accessibleName() or each.text()
        for each in window.findChildren(QAbstractButton)
        if each.isVisible()
        and not window.rect().contains(QRect(each.mapTo(window, QPoint(0, 0)), each.size()))
        and not _scrolls(each)
    ]


def _scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QAbstractScrollArea):
        parent = parent.parentWidget()
    return parent is not None


CAPTURED = "! акт испытаний до пятницы"


def recording(path: Path) -> dict[str, object]:
    """Type into the small window by Ctrl+Shift+C, and be killed in the midst of it."""
    day = Day(path)
    find(day, "лугинский")
    capture = record(day)
    type_text(capture.editor, CAPTURED)
    wait_for("the draft", lambda: kept_drafts(day.window.desk.workspace))
    tell({"pid": os.getpid()})
    while True:
        rest(1000)


def recorded(path: Path) -> dict[str, object]:
    """Start after that: the entry opens the small window with every letter; Ctrl+Enter saves it."""
    day = Day(path)
    entry = day.window.unsaved
    wait_for("the entry", entry.isVisible)
    told: dict[str, object] = {"entry": entry.text()}
    entry.menu().aboutToShow.emit()
    entry.menu().actions()[0].trigger()
    capture = window_of_capture(day)
    wait_for("the text", capture.editor.toPlainText)
    told["text"] = capture.editor.toPlainText()
    capture.wish()
    day.calm()
    told["left"] = [each.title for each in kept_drafts(day.window.desk.workspace)]
    told["closed"] = not any(each.isVisible() for each in day.window.findChildren(CaptureWindow))
    day.end()
    return told


def record(day: Day) -> CaptureWindow:
    """The window that Ctrl+Shift+C opens."""
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    return window_of_capture(day)


def window_of_capture(day: Day) -> CaptureWindow:
    """The small window, when it knows its client."""
    shown = wait_for("the small window", lambda: day.window.findChildren(CaptureWindow))[0]
    assert isinstance(shown, CaptureWindow)
    wait_for("the client", lambda: shown.known.context)
    day.calm()
    return shown


def rate_anew(day: Day) -> RateSheet:
    """Open the rating of a person who is found by Ctrl+K, or shown already."""
    place = day.window.trail.place
    if place is None or place.item_id is None:
        find(day, "@хисам")
    click(day.page, "Оценить заново")
    sheet = sheet_of(day.window, RateSheet)
    day.calm()
    return sheet


def find(day: Day, text: str) -> None:
    """Ctrl+K, a text, Enter."""
    day.window.activateWindow()
    wait_for("the keyboard", day.window.isActiveWindow)
    press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = day.window.palette_of_all
    wait_for("the palette", palette.isVisible)
    type_text(palette.field, text)
    wait_for("a hit", lambda: palette.list.currentIndex().isValid() and not day.window.desk.jobs.under_way)
    press(Qt.Key.Key_Return)
    day.calm()


def fill(sheet: FormSheet, name: str, value: object) -> None:
    """Fill a field as if by hand."""
    sheet.form[name].set_value(value)
    sheet.form[name].changed.emit()


def drop(target: QWidget, path: Path) -> None:
    """Drag a file over a widget and let go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    middle = QPointF(target.rect().center())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(middle.toPoint(), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(target, entering)
    assert entering.isAccepted(), "the page takes no files"
    letting_go = QDropEvent(middle, Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(target, letting_go)


def tell(answer: dict[str, object]) -> None:
    """Print what was seen; nothing where Qt complained."""
    if complaints:
        sys.exit("Qt complained: " + " | ".join(complaints))
    print(json.dumps(answer, ensure_ascii=False, default=str), flush=True)


def _said(widget: QWidget) -> str:
    """What a page says, its tables too."""
    from PySide6.QtWidgets import QLabel, QTableView

    texts = [each.text() for each in widget.findChildren(QLabel)]
    texts += [each.accessibleName() for each in widget.findChildren(QWidget)]
    for table in widget.findChildren(QTableView):
        model = table.model()
        texts += [
            str(model.index(row, column).data() or "")
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ]
    return "\n".join(texts)


if __name__ == "__main__":
    what, where = sys.argv[1], Path(sys.argv[2])
    tell(
        {
            "first": first,
            "again": again,
            "typing": typing,
            "restored": restored,
            "recording": recording,
            "recorded": recorded,
            "importing": importing,
            "twice": twice,
            "scaled": scaled,
        }[what](where)
    )
