"""The head of Today: the day, what is put off, whose clients, how far ahead."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from kam.services.today import HORIZONS, TodayChoices, TodayQuery, Whose
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button, link, menu_button
from kam.ui.widgets.labels import ElidedLabel, label
from kam.ui.widgets.segmented import Choice, SegmentedControl


class Head(QFrame):
    """Wishes another query, the list of what is put off, the paper."""

    wished = Signal(object)
    """Another ``TodayQuery``."""
    put_off_wished = Signal()
    print_wished = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._query = TodayQuery()
        self._choices = TodayChoices(mine=False, colleagues=())
        words = look.words
        self.setProperty("ground", "sunk")
        self.setFixedHeight(Size.PAGE_HEAD)
        self.day = ElidedLabel("", tone="text2")
        self.put_off = link(look, "", icon="alarm-clock", run=self.put_off_wished.emit)
        self.whose_menu = QMenu(self)
        self.whose = menu_button(look, words.say("All clients"), self.whose_menu)
        self.whose.setProperty("compact", True)
        texts = {1: words.say("Today"), 7: words.say("7 days"), 14: words.say("14 days")}
        self.horizon = SegmentedControl(
            look, [Choice(str(days), texts[days]) for days in HORIZONS], words.say("How far ahead")
        )
        self.horizon.chosen.connect(lambda code: self._wish(days=int(code)))
        self.print = icon_button(
            look, "printer", words.say("Print the day"), keys="Ctrl+P", run=self.print_wished.emit
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        row.setSpacing(12)
        row.addWidget(label(words.say("Today"), Type.TITLE))
        row.addWidget(self.day, 1)
        row.addWidget(self.put_off)
        row.addWidget(self.print)
        row.addWidget(self.whose)
        row.addWidget(self.horizon)
        self.show_put_off(0)
        self.show_query(self._query)

    def show_day(self, day: date) -> None:
        """Which day it is."""
        self.day.setText(self._look.formats.weekday_full_date(day))

    def show_put_off(self, count: int) -> None:
        """How many lines are put off; none says nothing."""
        self.put_off.setVisible(bool(count))
        self.put_off.setText(self._look.words.say("Put off: {count}", count=count))

    def show_query(self, query: TodayQuery) -> None:
        """What is looked at."""
        self._query = query
        self.horizon.choose(str(query.days))
        self.whose.setText(self._name_of(query))
        self._fill_menu()

    def show_choices(self, choices: TodayChoices) -> None:
        """Whose clients can be looked at; where nobody leads any there is nothing to choose."""
        self._choices = choices
        self.whose.setVisible(bool(choices.mine or choices.colleagues))
        self.show_query(self._query)

    def _name_of(self, query: TodayQuery) -> str:
        words = self._look.words
        if query.whose is Whose.MINE:
            return words.say("My clients")
        if query.whose is Whose.COLLEAGUE:
            return dict(self._choices.colleagues).get(query.colleague_id, words.say("All clients"))  # type: ignore[arg-type]
        return words.say("All clients")

    def _fill_menu(self) -> None:
        words = self._look.words
        menu = self.whose_menu
        menu.clear()
        group = QActionGroup(menu)
        entries: list[tuple[str, Whose, UUID | None]] = [(words.say("All clients"), Whose.ALL, None)]
        if self._choices.mine:
            entries.append((words.say("My clients"), Whose.MINE, None))
        entries += [(name, Whose.COLLEAGUE, each) for each, name in self._choices.colleagues]
        for text, whose, colleague in entries:
            action = menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked((whose, colleague) == (self._query.whose, self._query.colleague_id))
            group.addAction(action)
            action.triggered.connect(partial(self._choose, whose, colleague))

    def _choose(self, whose: Whose, colleague: UUID | None, _checked: object = None) -> None:
        self.wished.emit(TodayQuery(self._query.days, whose, colleague))

    def _wish(self, *, days: int) -> None:
        self.wished.emit(TodayQuery(days, self._query.whose, self._query.colleague_id))
