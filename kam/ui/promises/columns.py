"""The columns of promises in the table and among the closed ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kam.core.vocabulary import Side
from kam.services.commitments.query import PromiseSort
from kam.services.commitments.rows import PromiseRow
from kam.ui.commitments.saying import closed_line, due_line, origin_words
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import Line, Run, said
from kam.ui.widgets.table.column import Column


class PromiseColumns:
    """Writes the cells."""

    def __init__(self, look: Look, today: Callable[[], date]) -> None:
        self._look = look
        self._today = today

    def of_open(self) -> list[Column[PromiseRow]]:
        """The open ones."""
        words = self._look.words
        return [
            *self._first(),
            Column(
                "due",
                words.say_in("column", "Due"),
                self._said_due,
                width=96,
                line=lambda row: due_line(row, self._today(), self._look),
                sort=PromiseSort.DUE.value,
                copy=lambda row: row.due_on.isoformat() if row.due_on else "",
            ),
            Column(
                "late",
                words.say_in("column", "Days late"),
                lambda row: self._number(row.days_late),
                width=112,
                right=True,
                sort=PromiseSort.LATE.value,
                falling=True,
            ),
            *self._last(made=True),
            Column(
                "reminded",
                words.say_in("column", "Reminded"),
                lambda row: self._day(row.reminded_on),
                width=84,
                tone="text2",
                shown=False,
            ),
        ]

    def of_closed(self) -> list[Column[PromiseRow]]:
        """The closed ones."""
        words = self._look.words
        return [
            *self._first(),
            Column(
                "state",
                words.say_in("column", "State"),
                lambda row: said(closed_line(row, self._look), self._look.words),
                width=140,
                line=lambda row: closed_line(row, self._look),
            ),
            Column(
                "closed", words.say_in("column", "Closed on"), lambda row: self._day(row.closed_on), width=88
            ),
            Column(
                "due",
                words.say_in("column", "Due"),
                lambda row: self._day(row.due_on),
                width=88,
                tone="text2",
            ),
            *self._last(made=False),
        ]

    def _first(self) -> list[Column[PromiseRow]]:
        words = self._look.words
        return [
            Column(
                "text",
                words.say_in("column", "Promise"),
                lambda row: row.text,
                width=240,
                type=Type.NAME,
                sort=PromiseSort.TEXT.value,
                stretch=True,
                least=160,
            ),
            Column(
                "account",
                words.say_in("column", "Client"),
                lambda row: row.account,
                width=150,
                sort=PromiseSort.ACCOUNT.value,
            ),
            Column(
                "side",
                words.say_in("column", "Side"),
                self._side,
                width=120,
                line=self._side_line,
                sort=PromiseSort.SIDE.value,
            ),
            Column(
                "owner",
                words.say_in("column", "Who answers"),
                lambda row: row.owner,
                width=110,
                line=self._owner_line,
                sort=PromiseSort.OWNER.value,
                copy=lambda row: row.owner_full,
                tip=lambda row: row.owner_full,
            ),
        ]

    def _last(self, *, made: bool) -> list[Column[PromiseRow]]:
        words = self._look.words
        return [
            Column(
                "first",
                words.say_in("column", "First date"),
                lambda row: self._day(row.first_due_on),
                width=92,
                tone="text2",
                shown=False,
            ),
            Column(
                "shifts",
                words.say_in("column", "Times moved"),
                lambda row: self._number(row.shifts),
                width=104,
                right=True,
                sort=PromiseSort.SHIFTS.value,
                falling=True,
            ),
            Column(
                "made",
                words.say_in("column", "Made on"),
                lambda row: self._day(row.made_on),
                width=88,
                tone="text2",
                sort=PromiseSort.MADE.value,
                shown=made,
            ),
            Column(
                "origin",
                words.say_in("column", "Origin"),
                lambda row: origin_words(row.origin, self._look),
                width=150,
                tone="text2",
            ),
        ]

    def _said_due(self, row: PromiseRow) -> str:
        return said(due_line(row, self._today(), self._look), self._look.words)

    def _side(self, row: PromiseRow) -> str:
        words = self._look.words
        if not row.promised_to_client:
            return words.say("internal task")
        return words.say("we promised") if row.side is Side.OURS else words.say("promised to us")

    def _side_line(self, row: PromiseRow) -> Line:
        return (Run(self._side(row), Type.BODY, "text2"),)

    def _owner_line(self, row: PromiseRow) -> Line:
        return (Run(row.owner, Type.BODY, "amber" if row.owner_left else "text"),)

    def _number(self, value: int) -> str:
        return self._look.formats.number(value) if value else ""

    def _day(self, day: date | None) -> str:
        return "" if day is None else self._look.formats.near(day, self._today())
