"""No page takes what somebody called a client, a person or a file for markup in its tooltips.

Everything that anybody may have written in the demo begins with a picture and bold type. Tooltips that
widgets hold are read, those that they make when they are pointed at are asked for by pointing everywhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint
from PySide6.QtGui import QHelpEvent, Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QToolTip, QWidget

from kam.core.words import words_for
from kam.models import metadata
from kam.models.types import BoundedText
from kam.ui.theme.theme import Theme
from kam.ui.window import MainWindow
from tests.ui.every_page import example_window, named, walk

pytestmark = pytest.mark.slow

_MARKUP = "<img src=x><b>"
_READ_BY_THE_PROGRAM = {"contact_point.value", "colleague.email", "account.email", "account.site"}
_ALSO_WRITTEN = {
    "client_spend.source",
    "order_line.product",
    "plan_decision.decided_by",
    "product_line.unit",
    "scenario_run.name",
    "scenario_step.text",
    "signal_state.reason",
    "touch_scenario.name",
    "touch_scenario.purpose",
}
"""What people write that search does not read."""
_STEP = 11
"""So many pixels lie between two places that are pointed at."""
_LINES = 40


@pytest.fixture
def hostile(demo: Path, tmp_path: Path) -> Path:
    """The demo, where every text that somebody wrote begins with markup."""
    path = tmp_path / "hostile.kam"
    path.write_bytes(demo.read_bytes())
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for table in metadata.sorted_tables:
        for column in table.columns:
            name = f"{table.name}.{column.name}"
            written = column.info.get("search") or name in _ALSO_WRITTEN
            if isinstance(column.type, BoundedText) and written and name not in _READ_BY_THE_PROGRAM:
                connection.execute(
                    f'UPDATE "{table.name}" SET "{column.name}" = ? || "{column.name}"', (_MARKUP,)
                )
    connection.commit()
    connection.close()
    return path


@pytest.fixture
def window(theme: Theme, hostile: Path, tmp_path: Path) -> Iterator[tuple[MainWindow, UUID]]:
    with example_window(theme, words_for("ru"), hostile, tmp_path) as opened:
        yield opened


@pytest.fixture
def pointed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is shown over the window while somebody points at it."""
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, *_: shown.append(text))
    return shown


def test_no_tooltip_takes_what_somebody_wrote_for_markup(
    window: tuple[MainWindow, UUID], pointed: list[str]
) -> None:
    shown, account = window
    wrong: list[str] = []
    told = 0
    for name, seen in walk(shown, account):
        for widget in (each for each in seen.findChildren(QWidget) if each.isVisible()):
            tips = [widget.toolTip(), *_of_the_model(widget), *_pointed_at(widget, pointed)]
            told += sum("&lt;img" in tip for tip in tips)
            wrong += [f"{name}: {named(widget)}: {tip}" for tip in tips if _is_markup(tip)]
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert told > 100, "the demo's names should be in tooltips at all"


def _is_markup(tip: str) -> bool:
    """Whether Qt would draw something of what somebody wrote instead of showing it."""
    return Qt.mightBeRichText(tip) and any(each in tip for each in ("<img", "<b>"))


def _of_the_model(widget: QWidget) -> Iterator[str]:
    """The tooltips of a list, a table and their heads."""
    model = widget.model() if isinstance(widget, QAbstractItemView) else None
    if model is None:
        return
    root, role = QModelIndex(), Qt.ItemDataRole.ToolTipRole
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
        for row in range(min(model.rowCount(root), _LINES)):
            yield str(model.index(row, column).data(role) or "")


def _pointed_at(widget: QWidget, pointed: list[str]) -> list[str]:
    """What a widget that makes its tooltips itself says wherever it is pointed at."""
    if not any(
        "event" in vars(kind) or "viewportEvent" in vars(kind)
        for kind in type(widget).__mro__
        if kind.__module__.startswith("kam.")
    ):
        return []
    pointed.clear()
    asked = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    for y in range(0, asked.height(), _STEP):
        for x in range(0, asked.width(), _STEP):
            at = QPoint(x, y)
            QApplication.sendEvent(asked, QHelpEvent(QHelpEvent.Type.ToolTip, at, asked.mapToGlobal(at)))
    return list(dict.fromkeys(pointed))
