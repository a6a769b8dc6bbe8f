"""The fields of two records side by side, each with a choice of whose value stays."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QWidget

from kam.services.accounts.merging_fields import Side
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.fields import QuietCombo
from kam.ui.widgets.labels import label, rule

_LABELS = 140


class ValueChoice(QWidget):
    """A value that can be taken: a click anywhere on it takes it; long ones break their lines."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(Size.GRID)
        self.button = QRadioButton()
        self.button.setAccessibleName(f"{name}: {text}")
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        shown = label(text, wraps=True)
        shown.setMinimumHeight(Size.TARGET)
        shown.setContentsMargins(0, 2, 0, 0)
        row.addWidget(shown, 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.button.click()


class ChoicesGrid(QWidget):
    """Rows of a name and two values; the left are those of the record that stays."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._sides: dict[str, QButtonGroup] = {}
        self._sums: dict[str, tuple[QuietCombo, list[Side | None]]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnMinimumWidth(0, _LABELS)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._next = 0

    def add_heads(self, left: str, right: str) -> None:
        """Whose values stand under each other."""
        for column, text in ((1, left), (2, right)):
            self._grid.addWidget(label(text, Type.COLUMN, "text2", wraps=True), self._next, column)
        self._next += 1
        self._add_rule()

    def add_heading(self, text: str) -> None:
        """What the rows below are about."""
        self._grid.addWidget(label(text, Type.STRONG, wraps=True), self._next, 0, 1, 3)
        self._next += 1
        self._add_rule()

    def add_choice(self, code: str, name: str, left: str, right: str, usual: Side) -> None:
        """A field that both have a value for."""
        group = QButtonGroup(self)
        self._grid.addWidget(self._name(name), self._next, 0, Qt.AlignmentFlag.AlignTop)
        for column, side, text in ((1, Side.KEEP, left), (2, Side.OTHER, right)):
            choice = ValueChoice(name, text)
            group.addButton(choice.button, column)
            choice.button.setChecked(side is usual)
            self._grid.addWidget(choice, self._next, column)
        self._sides[code] = group
        self._next += 1
        self._add_rule()

    def add_sum(self, code: str, name: str, options: list[tuple[Side | None, str]]) -> None:
        """Figures that both have for the same thing."""
        combo = QuietCombo()
        combo.setAccessibleName(name)
        combo.addItems([text for _, text in options])
        self._grid.addWidget(self._name(name), self._next, 0)
        self._grid.addWidget(combo, self._next, 1, 1, 2)
        self._sums[code] = (combo, [side for side, _ in options])
        self._next += 1
        self._add_rule()

    def chosen(self) -> dict[str, Side]:
        """What was chosen, by code; sums that are left to the rule are not among it."""
        found = {
            code: Side.KEEP if group.checkedId() == 1 else Side.OTHER for code, group in self._sides.items()
        }
        for code, (combo, sides) in self._sums.items():
            side = sides[combo.currentIndex()]
            if side is not None:
                found[code] = side
        return found

    def choose(self, code: str, side: Side) -> None:
        """Choose as the user would."""
        if code in self._sides:
            self._sides[code].button(1 if side is Side.KEEP else 2).click()
        else:
            combo, sides = self._sums[code]
            combo.setCurrentIndex(sides.index(side))

    @property
    def codes(self) -> list[str]:
        """What there is to choose."""
        return [*self._sides, *self._sums]

    def _name(self, text: str) -> QWidget:
        made = label(text, tone="text2", wraps=True)
        made.setMinimumHeight(Size.CONTROL)
        made.setContentsMargins(0, 6, 0, 0)
        return made

    def _add_rule(self) -> None:
        self._grid.addWidget(rule(), self._next, 0, 1, 3)
        self._next += 1
