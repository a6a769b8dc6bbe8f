"""A filter bar: words, conditions as chips, a menu of all conditions, and what rows are grouped by.

It knows conditions by code and value only; what they mean for a query is the owner's.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import menu_button
from kam.ui.widgets.chips import AddChip, FilterChip
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.search_field import SearchField

_PAUSE: Final = 60
_NAMED: Final = 2
"""A chip names so many values; more of them are counted."""


@dataclass(frozen=True, slots=True)
class Switch:
    """A condition that is on or off. A ``quick`` one stands in the bar even while it is off."""

    code: str
    text: str
    on: bool = False
    count: int | None = None
    quick: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values of a condition."""

    value: Hashable
    text: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Several:
    """A condition with values of which several may be chosen; none chosen asks for nothing."""

    code: str
    name: str
    values: tuple[Value, ...]
    chosen: frozenset[Hashable] = frozenset()

    def text(self, look: Look) -> str:
        """As a chip says it: «Статус: действующий, под угрозой»."""
        texts = sorted(value.text for value in self.values if value.value in self.chosen)
        if len(texts) > _NAMED:
            texts = [*texts[:_NAMED], look.words.say("and {count} more", count=len(texts) - _NAMED)]
        return look.words.say("{name}: {values}", name=self.name, values=", ".join(texts))


class FilterBar(QFrame):
    """Shows conditions and says what the user wishes."""

    typed = Signal(str)
    switched = Signal(str, bool)
    taken = Signal(str, object, bool)
    """A value of a condition was chosen or let go."""
    cleared = Signal(str)
    """A whole condition was taken off."""
    grouped = Signal(object)

    def __init__(self, look: Look, hint: str) -> None:
        super().__init__()
        self._look = look
        self._switches: Sequence[Switch] = ()
        self._several: Sequence[Several] = ()
        self.setProperty("role", "line")
        self.setFixedHeight(Size.TABLE_HEAD)
        self.text = SearchField(look, hint, icon="funnel")
        self.text.setFixedWidth(220)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(lambda: self.typed.emit(self.text.text()))
        self.text.textChanged.connect(lambda _: self._pause.start())
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._add = AddChip(look, look.words.say_in("chip", "Condition"), self._menu)
        self._groups = QMenu(self)
        self.group_button = menu_button(look, "", self._groups, icon="layers")
        self.group_button.setProperty("compact", True)
        self.group_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        row.setSpacing(8)
        row.addWidget(self.text)
        row.addLayout(self._chips)
        row.addWidget(self._add)
        row.addStretch(1)
        row.addWidget(self.group_button)

    def show_text(self, text: str) -> None:
        """Show words; tells nobody."""
        if self.text.text() != text:
            self.text.setText(text)
            self._pause.stop()

    def show_conditions(self, switches: Sequence[Switch], several: Sequence[Several]) -> None:
        """Show conditions; tells nobody. Whose chip has the keyboard keeps it while it stands there."""
        self._switches, self._several = switches, several
        before = self._take_chips()
        with_keys = next((chip.code for chip in before if chip.hasFocus()), None)
        for condition in several:
            if condition.chosen:
                self._add_chip(self._chip_of(condition))
        for switch in sorted(switches, key=lambda switch: not switch.on):
            if switch.on or switch.quick:
                self._add_chip(self._chip_of_switch(switch))
        tab_in_reading_order(self)
        if with_keys is not None:
            self._focus_chip(with_keys)
        for chip in before:
            chip.hide()
            chip.deleteLater()

    def show_grouping(self, text: str, groupings: Sequence[tuple[Hashable, str]]) -> None:
        """What rows are grouped by, and what they could be."""
        self.group_button.setText(self._look.words.say("Groups: {what}", what=text))
        self.group_button.show()
        self._groups.clear()
        for code, name in groupings:
            self._groups.addAction(name).triggered.connect(partial(self._group, code))

    # Inside

    def _take_chips(self) -> list[FilterChip]:
        """The chips that stood here, out of the row and not gone yet."""
        taken = []
        while (item := self._chips.takeAt(0)) is not None:
            if isinstance(chip := item.widget(), FilterChip):
                taken.append(chip)
        return taken

    def _add_chip(self, chip: FilterChip) -> None:
        self._chips.addWidget(chip)
        chip.show()  # at once: a layout would only do it later, and the keyboard goes to nothing hidden

    def _focus_chip(self, code: str) -> None:
        """Hand the keyboard to the chip of a condition; to the next one's making where it is gone."""
        chips = (each for each in self.findChildren(FilterChip) if self._chips.indexOf(each) >= 0)
        same = (chip for chip in chips if chip.code == code)
        next(same, self._add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _chip_of(self, condition: Several) -> FilterChip:
        chip = FilterChip(self._look, condition.text(self._look), on=True, code=condition.code)
        chip.removed.connect(partial(self.cleared.emit, condition.code))
        chip.clicked.connect(partial(self._open, condition, chip))
        return chip

    def _chip_of_switch(self, switch: Switch) -> FilterChip:
        count = "" if switch.on or switch.count is None else self._look.formats.number(switch.count)
        chip = FilterChip(self._look, switch.text, on=switch.on, count=count, code=switch.code)
        chip.removed.connect(partial(self.switched.emit, switch.code, False))
        chip.clicked.connect(partial(self._switch, switch.code, not switch.on))
        return chip

    def _open(self, condition: Several, chip: QWidget, _checked: object = None) -> None:
        menu = QMenu(chip)
        self._fill(menu, condition)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _fill_menu(self) -> None:
        self._menu.clear()
        for condition in self._several:
            if condition.values:
                self._fill(self._menu.addMenu(condition.name), condition)
        self._menu.addSeparator()
        for switch in self._switches:
            if not switch.quick and (switch.on or switch.count != 0):
                action = self._menu.addAction(self._counted(switch.text, switch.count))
                action.setCheckable(True)
                action.setChecked(switch.on)
                action.toggled.connect(partial(self._switch, switch.code))

    def _fill(self, menu: QMenu, condition: Several) -> None:
        for value in condition.values:
            action = menu.addAction(self._counted(value.text, value.count))
            action.setCheckable(True)
            action.setChecked(value.value in condition.chosen)
            action.toggled.connect(partial(self._take, condition.code, value.value))

    def _counted(self, text: str, count: int | None) -> str:
        """The text and how many there are; an ampersand in a name is no mnemonic."""
        shown = text.replace("&", "&&")
        return shown if count is None else f"{shown}\t{self._look.formats.number(count)}"

    def _switch(self, code: str, on: bool, _checked: object = None) -> None:  # noqa: FBT001 - Qt's signal
        self.switched.emit(code, on)

    def _take(self, code: str, value: Hashable, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.taken.emit(code, value, on)

    def _group(self, code: Hashable, _checked: object = None) -> None:
        self.grouped.emit(code)
