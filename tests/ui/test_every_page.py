"""What holds for every page: named controls, reached by Tab, showing the focus; nothing clipped or leaked.

Long words are the English ones three tenths longer, as Russian is: what fits them fits both languages.
"""

from __future__ import annotations

import gc
import gettext
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kam.core.words import Words, words_for
from kam.ui.theme.theme import Theme
from kam.ui.widgets.focus import as_read
from kam.ui.widgets.labels import ElidedLabel
from kam.ui.window import MainWindow
from tests.ui.every_page import PLACES, controls, example_window, missed_by_tab, named, visit, walk

pytestmark = pytest.mark.slow

_CHANGES = 1000
_CHANCE = 100
"""References to None that caches take or let go by chance."""
_QUICK = ("people duplicates", "imports", "settings appearance")
_KEPT_PAGES = ("imports", "settings appearance", "settings money", "settings language")
_ROUND_TRIP = ("accounts", *_QUICK, "overview", *_QUICK)
"""Pages that are shown in a moment, and one that is filled anew each time."""


class LongWords(Words):
    """Every sentence three tenths longer and in brackets: what is cut shows."""

    def __init__(self) -> None:
        super().__init__("en", gettext.NullTranslations())
        self._own = words_for("en")

    def say(self, text: str, /, **places: object) -> str:
        return longer(self._own.say(text, **places))

    def say_in(self, context: str, text: str, /, **places: object) -> str:
        return longer(self._own.say_in(context, text, **places))

    def say_many(self, one: str, many: str, count: int, /, **places: object) -> str:
        return longer(self._own.say_many(one, many, count, **places))

    def of(self, what: object, /, **places: object) -> str:
        return longer(self._own.of(what, **places))  # type: ignore[arg-type]


def longer(text: str) -> str:
    return f"[{text}{'ж' * (len(text) * 3 // 10)}]" if text else text


@pytest.fixture
def window(theme: Theme, demo: Path, tmp_path: Path) -> Iterator[tuple[MainWindow, UUID]]:
    with example_window(theme, words_for("ru"), demo, tmp_path) as opened:
        yield opened


def test_every_control_has_a_name_and_a_role(window: tuple[MainWindow, UUID]) -> None:
    shown, account = window
    nameless: list[str] = []
    for name, seen in walk(shown, account):
        for control in controls(seen):
            told = QAccessible.queryAccessibleInterface(control)
            if told.role() is QAccessible.Role.NoRole:
                nameless.append(f"{name}: {named(control)} has no role")
            elif not told.text(QAccessible.Text.Name).strip():
                nameless.append(f"{name}: {named(control)} has no name")
    assert not nameless, "\n".join(sorted(set(nameless)))


@pytest.mark.slow
def test_every_control_is_reached_by_tab(window: tuple[MainWindow, UUID], qtbot: QtBot) -> None:
    shown, account = window
    with qtbot.waitActive(shown):
        shown.activateWindow()
    missed: list[str] = []
    for name, seen in walk(shown, account):
        missed += [f"{name}: {each}" for each in missed_by_tab(seen, qtbot)]
    assert not missed, "\n".join(sorted(set(missed)))


@pytest.mark.slow
def test_tab_goes_as_the_page_is_read(window: tuple[MainWindow, UUID]) -> None:
    """On Today a column's list comes before the link in its head: the day is walked, not left."""
    shown, account = window
    astray: list[str] = []
    for name, place in PLACES.items():
        visit(shown, place, account)
        if name != "today" and shown.page is not None:
            astray += [f"{name}: {named(each)}" for each in _out_of_order(shown.page)]
    assert not astray, "\n".join(astray)


@pytest.mark.slow
def test_every_control_shows_that_it_has_the_focus(window: tuple[MainWindow, UUID]) -> None:
    shown, account = window
    shown.activateWindow()
    QApplication.processEvents()
    hidden: list[str] = []
    for name, seen in walk(shown, account):
        seen.setFocus()
        kinds: set[tuple[str, str]] = set()
        for control in controls(seen):
            kind = (type(control).__name__, str(control.property("kind")))
            if kind in kinds:
                continue  # one of each kind: they are drawn by the same hand
            kinds.add(kind)
            seen.setFocus()
            before = control.grab().toImage()
            control.setFocus(Qt.FocusReason.TabFocusReason)
            QApplication.processEvents()
            if control.isVisible() and control.hasFocus() and control.grab().toImage() == before:
                hidden.append(f"{name}: {named(control)}")
    assert not hidden, "\n".join(sorted(set(hidden)))


def test_no_sentence_is_clipped_when_every_one_is_a_third_longer(
    theme: Theme, demo: Path, tmp_path: Path
) -> None:
    clipped: list[str] = []
    with example_window(theme, LongWords(), demo, tmp_path) as (shown, account):
        for name, seen in walk(shown, account):
            clipped += [f"{name}: {text}" for text in _clipped(seen)]
    assert not clipped, "\n".join(sorted(set(clipped)))


def test_every_model_keeps_qts_promises(window: tuple[MainWindow, UUID], qtmodeltester: ModelTester) -> None:
    """Tables, the lists of Today, timelines, ledgers, grids and the palette, as the demo fills them."""
    shown, account = window
    models: set[QAbstractItemModel] = set()
    for place in PLACES.values():
        visit(shown, place, account)
        models |= {view.model() for view in shown.findChildren(QAbstractItemView) if view.isVisible()}
    shown.search()
    models.add(shown.palette_of_all.list.model())
    for model in models:
        qtmodeltester.check(model, force_py=True)
    kinds = {type(each).__name__ for each in models}
    assert kinds >= {"RowsModel", "DayModel", "TimelineModel", "LedgerModel", "GridModel", "Entries"}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
@pytest.mark.parametrize("trip", [_KEPT_PAGES, _ROUND_TRIP], ids=["pages that are kept", "pages filled anew"])
def test_a_thousand_page_changes_leave_none_alone(
    window: tuple[MainWindow, UUID], qapp: QApplication, trip: tuple[str, ...]
) -> None:
    """No reference to None is taken away, and no more are left behind than bare Qt leaves.

    PySide keeps one of them each time when it asks an object for the first time whether Python overrides one
    of its virtual methods, and never gives it back: some two dozen a widget, whoever made it. So the count
    stays where it is while pages are only shown, and grows by the widgets of pages that are filled anew.
    """
    shown, account = window
    shown.resize(shown.minimumSize())  # painting costs most of the time
    round_trip = [PLACES[name] for name in trip]
    for place in round_trip * 2:
        visit(shown, place, account)
    with _births(qapp) as born:
        for place in round_trip:
            visit(shown, place, account)
    widgets = len(QApplication.allWidgets())
    before = _references_to_none()
    for number in range(_CHANGES):
        visit(shown, round_trip[number % len(round_trip)], account)
    left = _references_to_none() - before
    assert bool(born.count) is (trip is _ROUND_TRIP)
    usual = _left_by_a_bare_widget(qapp) * born.count * _CHANGES / len(round_trip)
    assert usual / 4 - _CHANCE < left < usual + _CHANCE, f"{left} against {usual:.0f} of bare Qt"
    assert len(QApplication.allWidgets()) <= widgets, "widgets pile up"


@contextmanager
def _births(application: QApplication) -> Iterator[_Births]:
    births = _Births()
    application.installEventFilter(births)
    try:
        yield births
    finally:
        application.removeEventFilter(births)


def _references_to_none() -> int:
    gc.collect()
    return sys.getrefcount(None)


def _left_by_a_bare_widget(application: QApplication) -> float:
    """How many references to None stay behind for each widget that bare Qt shows and lets go."""
    window = QWidget()
    column = QVBoxLayout(window)
    window.show()
    _fill_and_empty(column)
    before = _references_to_none()
    with _births(application) as born:
        for _ in range(20):
            _fill_and_empty(column)
    left = _references_to_none() - before
    window.close()
    return left / born.count


def _fill_and_empty(column: QVBoxLayout) -> None:
    page = QWidget()
    rows = QVBoxLayout(page)
    for _ in range(10):
        row, button = QHBoxLayout(), QPushButton("bare")
        button.clicked.connect(lambda: None)
        row.addWidget(QLabel("bare"))
        row.addWidget(button)
        rows.addLayout(row)
    column.addWidget(page)
    QApplication.processEvents()
    page.hide()
    page.deleteLater()
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class _Births(QObject):
    """Counts the widgets that are shown for the first time."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Polish
        return False


@pytest.mark.slow
def test_a_page_that_is_shown_again_lets_go_what_it_showed_before(window: tuple[MainWindow, UUID]) -> None:
    shown, account = window
    for place in PLACES.values():
        visit(shown, place, account)
    piled: list[str] = []
    for name, place in PLACES.items():
        counts = []
        for _ in range(2):
            visit(shown, PLACES["imports"], account)
            visit(shown, place, account)
            counts.append(len(QApplication.allWidgets()))
        if counts[1] > counts[0]:
            piled.append(f"{name}: {counts[1] - counts[0]} more widgets at each visit")
    assert not piled, "\n".join(piled)


def _clipped(shown: QWidget) -> list[str]:
    found = []
    for label in shown.findChildren(QLabel):
        if not label.isVisible() or not label.text() or isinstance(label, ElidedLabel):
            continue
        wanted = label.fontMetrics().horizontalAdvance(label.text())
        if not label.wordWrap() and wanted > label.contentsRect().width() + 2 and not _scrolls(label):
            found.append(label.text())
    found += [
        each.text()
        for each in shown.findChildren(QAbstractButton)
        if each.isVisible()
        and each.text()
        and not isinstance(each, QToolButton)  # icons: their words are tooltips
        and each.minimumSizeHint().width() > each.width() + 2
    ]
    return found


def _scrolls(widget: QWidget) -> bool:
    """Whether it lies in an area that scrolls sideways to it."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea) and parent.horizontalScrollBar().maximum() > 0:
            return True
        parent = parent.parentWidget()
    return False


class _Flashes(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{named(watched)} {watched.property('role') or ''}")
        return False


def test_no_stray_window_flashes_up(window: tuple[MainWindow, UUID], qapp: QApplication) -> None:
    shown, account = window
    flashes = _Flashes()
    qapp.installEventFilter(flashes)
    try:
        for place in PLACES.values():
            visit(shown, place, account)
    finally:
        qapp.removeEventFilter(flashes)
    assert not flashes.seen, "\n".join(sorted(set(flashes.seen)))


def _out_of_order(page: QWidget) -> list[QWidget]:
    """The controls that Tab comes to elsewhere than where they are read."""
    read = [each for each in as_read(page) if each.isVisible() and each.isEnabled()]
    walked: list[QWidget] = []
    step: QWidget | None = page.window().nextInFocusChain()
    while step is not None and step is not page.window():
        if step in read:
            walked.append(step)
        step = step.nextInFocusChain()
    return [each for each, other in zip(read, walked, strict=True) if each is not other]
