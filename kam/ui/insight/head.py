"""The head of the page: its tabs, whose clients are looked at, what is compared, paper and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from kam.core.text import with_capital
from kam.core.vocabulary import Segment
from kam.services.health.insight import Insight, InsightChoices, InsightQuery
from kam.ui.insight.tabs import InsightTab
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.buttons import Button, button, icon_button, menu_button
from kam.ui.widgets.labels import ElidedLabel
from kam.ui.widgets.page_head import PageHead
from kam.ui.widgets.segmented import Choice, SegmentedControl

_LONGEST: Final = 24


class Head(PageHead):
    """Says what the user asks for; the page reads."""

    asked = Signal(object)
    """The ``InsightQuery``."""

    def __init__(self, look: Look, tabs: Sequence[InsightTab]) -> None:
        words = look.words
        super().__init__(words.say("Insight"))
        self._look = look
        self._query = InsightQuery()
        choices = [Choice(tab.code, tab.text) for tab in tabs]
        self.tabs = SegmentedControl(look, choices, words.say("What is looked at"))
        self.owners = menu_button(look, words.say("All clients"), QMenu(self))
        self.segments = menu_button(look, words.say("All segments"), QMenu(self))
        for each in (self.owners, self.segments):
            each.setProperty("compact", True)
        self.period = ElidedLabel("", Type.SECONDARY, "text2")
        keeps = self.period.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # so that the tabs stand where they stood on every tab
        self.period.setSizePolicy(keeps)
        self.print_button = button(
            look, words.say_in("button", "Print"), icon="printer", compact=True, keys="Ctrl+P"
        )
        self.out = icon_button(look, "download", words.say("Save what is shown"))
        self.row.addSpacing(12)
        self.put(self.tabs)
        self.row.addSpacing(4)
        self.row.addWidget(self.period, 1)
        self.put(*self.of_portfolio)

    @property
    def of_portfolio(self) -> tuple[QWidget, ...]:
        """What belongs to the tab of the portfolio alone."""
        return (self.owners, self.segments, self.print_button, self.out)

    def show_for_portfolio(self, *, shown: bool) -> None:
        """Another tab has its own conditions and papers."""
        self.period.setVisible(shown)
        for part in self.of_portfolio:
            part.setVisible(shown)

    def show_insight(self, insight: Insight) -> None:
        """What is compared, and what can be asked for."""
        formats = self._look.formats
        self._query = insight.query
        self.period.setText(
            self._look.words.say(
                "{day} against {before}",
                day=formats.full_date(insight.on),
                before=formats.full_date(insight.before),
            )
        )
        self._fill_owners(insight.choices)
        self._fill_segments(insight.choices)

    def _fill_owners(self, choices: InsightChoices) -> None:
        words = self._look.words
        entries: list[tuple[frozenset[UUID | None], str, int | None]] = [
            (frozenset(), words.say("All clients"), None)
        ]
        mine = [count for owner, _, count in choices.owners if owner is not None and owner == choices.me]
        if mine:
            entries.append((frozenset({choices.me}), words.say("My clients"), mine[0]))
        for owner, name, count in choices.owners:
            if owner is None or owner != choices.me:
                text = name or words.say("Nobody’s clients")
                entries.append((frozenset({owner}), text, count))
        self._fill(
            self.owners,
            [(text, count, replace(self._query, owners=owners), self._query.owners == owners)
             for owners, text, count in entries],
        )  # fmt: skip

    def _fill_segments(self, choices: InsightChoices) -> None:
        words = self._look.words
        entries: list[tuple[frozenset[Segment], str, int | None]] = [
            (frozenset(), words.say("All segments"), None)
        ]
        entries += [
            (frozenset({segment}), with_capital(words.of(segment.label)), count)
            for segment, count in choices.segments
        ]
        self._fill(
            self.segments,
            [(text, count, replace(self._query, segments=segments), self._query.segments == segments)
             for segments, text, count in entries],
        )  # fmt: skip

    def _fill(self, made: Button, entries: Sequence[tuple[str, int | None, InsightQuery, bool]]) -> None:
        """One of several; the button says which."""
        menu = made.menu()
        menu.clear()
        group = QActionGroup(menu)
        for text, count, query, on in entries:
            shown = text.replace("&", "&&")
            counted = shown if count is None else f"{shown}\t{self._look.formats.number(count)}"
            action = menu.addAction(counted)
            action.setCheckable(True)
            action.setChecked(on)
            action.setActionGroup(group)
            action.triggered.connect(partial(self._ask, query))
            if on:
                made.setText(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…")
                made.setAccessibleName(text)

    def _ask(self, query: InsightQuery, _checked: object = None) -> None:
        self.asked.emit(query)
