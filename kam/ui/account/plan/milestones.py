"""The milestones of an initiative, row by row: what, by when, and whether it was held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.services.plans.parts import MilestoneLine
from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import icon_button, link
from kam.ui.widgets.fields import DateEditor, Editor, TextEditor

_DATE = 130


class _Row(QWidget):
    """One milestone."""

    def __init__(self, look: Look, line: MilestoneLine, today: Callable[[], date]) -> None:
        super().__init__()
        words = look.words
        self.line = line
        self.title = TextEditor(look)
        self.title.set_name(words.say("Milestone"))
        self.title.set_value(line.title)
        self.due = DateEditor(look, today)
        self.due.set_name(words.say("By when"))
        self.due.set_value(line.due_on)
        self.due.setFixedWidth(_DATE)
        self.away = icon_button(look, "x", words.say("Take the milestone out"), small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.title, 1)
        row.addWidget(self.due)
        row.addWidget(self.away)

    def value(self) -> MilestoneLine:
        return replace(self.line, title=self.title.value(), due_on=self.due.value())


class MilestonesEditor(Editor):
    """A list that grows by a link under it; a row in which nothing is written is none."""

    def __init__(self, look: Look, today: Callable[[], date]) -> None:
        super().__init__(look)
        self._today = today
        self.rows: list[_Row] = []
        held = QWidget()
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.more = link(look, look.words.say("One more milestone"), icon="plus", run=self.add)
        self._column.addWidget(self.more)
        self.row.addWidget(held, 1)
        self.setFocusProxy(self.more)

    def value(self) -> tuple[MilestoneLine, ...]:
        """The milestones, in their order."""
        lines = (row.value() for row in self.rows)
        return tuple(each for each in lines if each.title or each.due_on)

    def set_value(self, value: Any) -> None:
        """Show milestones."""
        for row in list(self.rows):
            self._let_go(row)
        for each in value or ():
            self._show(each)

    def said(self, value: Any) -> str:
        """Their titles."""
        return ", ".join(each.title or "" for each in value or ())

    def typed(self) -> list[Any]:
        """What stands in the rows, letter by letter."""
        return [
            {
                "id": str(row.line.id),
                "title": row.title.line.text(),
                "due": row.due.line.text(),
                "passed": row.line.passed_on.isoformat() if row.line.passed_on else None,
            }
            for row in self.rows
        ]

    def retype(self, typed: object) -> None:
        """Put that back; what is none of it is passed over."""
        self.set_value(())
        for each in _told(typed):
            passed = each.get("passed")
            line = MilestoneLine(
                UUID(str(each["id"])), passed_on=date.fromisoformat(passed) if passed else None
            )
            row = self._show(line)
            row.title.line.setText(str(each.get("title") or ""))
            row.due.line.setText(str(each.get("due") or ""))

    def add(self) -> None:
        """One more row, with the keyboard in it."""
        row = self._show(MilestoneLine())
        self.changed.emit()
        row.title.setFocus()

    def _show(self, line: MilestoneLine) -> _Row:
        row = _Row(self.look, line, self._today)
        row.title.changed.connect(self.changed)
        row.due.changed.connect(self.changed)
        row.away.clicked.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        row.setMinimumHeight(Size.CONTROL)
        return row

    def _remove(self, row: _Row) -> None:
        self._let_go(row)
        self.changed.emit()
        self.more.setFocus()

    def _let_go(self, row: _Row) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


def _told(typed: object) -> Iterator[Mapping[str, Any]]:
    for each in typed if isinstance(typed, list) else ():
        if isinstance(each, dict) and "id" in each:
            yield each
