"""The filter bar of the portfolio: words, chips of conditions, and what the rows are grouped by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QWidget

from kam.core.vocabulary import Term
from kam.core.words import Words
from kam.services.portfolio.reading import Condition, Grouping, PortfolioChoices, PortfolioQuery
from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import menu_button
from kam.ui.widgets.chips import AddChip, FilterChip

QUICK: Final = (Condition.CONTACT_OVERDUE, Condition.COMPLAINTS, Condition.WITHOUT_MEETING)
"""Conditions that stand in the bar even while they are off."""
_GROUPINGS: Final = tuple(Grouping)
_NAMED: Final = 2
"""A chip names so many values; more of them are counted."""


class FilterBar(QFrame):
    """Says the query anew whenever the user changes it."""

    changed = Signal(object)
    """The ``PortfolioQuery``."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._query = PortfolioQuery()
        self._choices: PortfolioChoices | None = None
        self.setProperty("role", "line")
        self.setFixedHeight(Size.TABLE_HEAD)
        words = look.words
        self.text = QLineEdit()
        self.text.setProperty("compact", "true")
        self.text.setPlaceholderText(words.say("Filter by name, city, number"))
        self.text.setAccessibleName(words.say("Filter by name, city, number"))
        self.text.setClearButtonEnabled(True)
        self.text.setFixedWidth(210)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(60)
        self._pause.timeout.connect(self._typed)
        self.text.textEdited.connect(lambda _: self._pause.start())
        self.text.textChanged.connect(lambda text: None if text else self._pause.start())
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._add = AddChip(look, words.say_in("chip", "Condition"), self._menu)
        self._groups = QMenu(self)
        self._group_button = menu_button(look, "", self._groups, icon="layers")
        self._group_button.setProperty("compact", "true")
        self._fill_groups()
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        row.setSpacing(8)
        row.addWidget(self.text)
        row.addLayout(self._chips)
        row.addWidget(self._add)
        row.addStretch(1)
        row.addWidget(self._group_button)
        self.show_query(self._query)

    def show_query(self, query: PortfolioQuery) -> None:
        """Show a query; tells nobody."""
        self._query = query
        if self.text.text() != query.text:
            self.text.setText(query.text)
            self._pause.stop()
        self._show_chips()
        self._group_button.setText(
            self._look.words.say("Groups: {what}", what=self._look.words.of(query.grouping.label))
        )

    def show_choices(self, choices: PortfolioChoices) -> None:
        """What can be chosen now, with counts."""
        self._choices = choices
        self._show_chips()

    def _set(self, query: PortfolioQuery) -> None:
        self.show_query(query)
        self.changed.emit(query)

    def _typed(self) -> None:
        if self.text.text() != self._query.text:
            self._set(replace(self._query, text=self.text.text()))

    # Chips

    def _show_chips(self) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        on = [each for each in self._query.conditions() if each is not Condition.TEXT]
        for condition in on:
            self._chips.addWidget(self._chip(condition, on=True))
        for condition in QUICK:
            if condition not in on:
                self._chips.addWidget(self._chip(condition, on=False))

    def _chip(self, condition: Condition, *, on: bool) -> QWidget:
        count = ""
        if not on and self._choices is not None and condition in self._choices.conditions:
            count = self._look.formats.number(self._choices.conditions[condition])
        text = condition_text(self._query, condition, self._look.words, self._choices)
        chip = FilterChip(self._look, text, on=on, count=count, code=condition.value)
        chip.removed.connect(partial(self._drop, condition))
        chip.clicked.connect(partial(self._toggle, condition))
        return chip

    def _drop(self, condition: Condition) -> None:
        self._set(self._query.without(condition))

    def _toggle(self, condition: Condition, _checked: object = None) -> None:
        if isinstance(getattr(self._query, condition.value), bool):
            changes: dict[str, Any] = {condition.value: not getattr(self._query, condition.value)}
            self._set(replace(self._query, **changes))
        else:
            self._menu.popup(self._add.mapToGlobal(self._add.rect().bottomLeft()))

    # Menus

    def _fill_menu(self) -> None:
        self._menu.clear()
        if self._choices is None:
            return
        words, choices = self._look.words, self._choices
        sets: Sequence[tuple[Condition, Iterable[tuple[Any, str, int]]]] = (
            (Condition.OWNERS, [(each, name or words.say("nobody"), n) for each, name, n in choices.owners]),
            (Condition.STATUSES, _terms(choices.statuses, words)),
            (Condition.SEGMENTS, _terms(choices.segments, words)),
            (Condition.KEY_GROUPS, _terms(choices.key_groups, words)),
            (Condition.CLASSES, _terms(choices.classes, words)),
            (Condition.DEGREES, _terms(choices.degrees, words)),
            (Condition.INDUSTRIES, [(each, each, n) for each, n in choices.industries[:30]]),
            (Condition.CITIES, [(each, each, n) for each, n in choices.cities[:30]]),
        )
        for condition, values in sets:
            submenu = self._menu.addMenu(_capital(words.of(condition.label)))
            chosen = getattr(self._query, condition.value)
            for value, text, count in values:
                action = submenu.addAction(f"{text}  {count}")
                action.setCheckable(True)
                action.setChecked(value in chosen)
                action.toggled.connect(partial(self._take, condition, value))
        self._menu.addSeparator()
        for condition, count in choices.conditions.items():
            if count and condition not in QUICK:
                action = self._menu.addAction(f"{words.of(condition.label)}  {count}")
                action.setCheckable(True)
                action.setChecked(bool(getattr(self._query, condition.value)))
                action.triggered.connect(partial(self._toggle, condition))

    def _take(self, condition: Condition, value: object, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        chosen: frozenset[Any] = getattr(self._query, condition.value)
        changes: dict[str, Any] = {condition.value: chosen | {value} if on else chosen - {value}}
        self._set(replace(self._query, **changes))

    def _fill_groups(self) -> None:
        for grouping in _GROUPINGS:
            action = self._groups.addAction(self._look.words.of(grouping.label))
            action.triggered.connect(partial(self._group, grouping))

    def _group(self, grouping: Grouping, _checked: object = None) -> None:
        self._set(replace(self._query, grouping=grouping))


def condition_text(
    query: PortfolioQuery, condition: Condition, words: Words, choices: PortfolioChoices | None
) -> str:
    """A condition as a chip says it: «Статус: действующий, под угрозой»."""
    value = getattr(query, condition.value)
    name = words.of(condition.label)
    if isinstance(value, bool):
        return name
    if isinstance(value, str):
        return words.say("“{text}”", text=value)
    owners = {each: called for each, called, _ in choices.owners} if choices is not None else {}
    texts = sorted(_value_text(each, words, owners) for each in value)
    if len(texts) > _NAMED:
        texts = [*texts[:_NAMED], words.say("and {count} more", count=len(texts) - _NAMED)]
    return words.say("{name}: {values}", name=_capital(name), values=", ".join(texts))


def _value_text(value: object, words: Words, owners: dict[Any, str | None]) -> str:
    if isinstance(value, Term):
        return words.of(value.label)
    if value is None:
        return words.say("nobody")
    if isinstance(value, str):
        return value
    return owners.get(value) or "…"


def _terms(pairs: Iterable[tuple[Term | None, int]], words: Words) -> list[tuple[Any, str, int]]:
    return [(term, words.of(term.label) if term else words.say("not set"), count) for term, count in pairs]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
