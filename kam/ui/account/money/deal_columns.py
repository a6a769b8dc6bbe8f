"""The columns of opportunities: few beside the other panels, all on their own page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from kam.core.formats import Scale
from kam.core.vocabulary import OpportunityStage
from kam.services.money.deals import DealRow, Deals
from kam.ui.account.money.saying import DASH, heading_width, stage_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.pieces import Line, Run, text_width
from kam.ui.widgets.table import Column

_HALF_A_YEAR: Final = 183


class DealColumns:
    """Writes the cells."""

    def __init__(self, look: Look, deals: Deals) -> None:
        self._look = look
        self.currency = self._currency = deals.currency
        self._today = deals.today
        worth = (row.worth.minor for row in deals.rows if row.worth is not None)
        self.scale: Scale = look.formats.scale_for(max(worth, default=0), deals.currency)

    def few(self) -> list[Column[DealRow]]:
        """Those of the panel."""
        words = self._look.words
        return [
            self._title(bare=True),
            Column(
                "stage",
                words.say_in("column", "Stage"),
                self._stage,
                width=self._stage_width(),
                tone="text2",
                chosen=False,
            ),
            *self._figures(),
            self._rival(92),
            self._due(),
        ]

    def all(self) -> list[Column[DealRow]]:
        """Those of the page."""
        words = self._look.words
        return [
            self._title(),
            Column("line", words.say_in("column", "Line"), lambda row: row.line, width=110, sort="line"),
            Column(
                "unit",
                words.say_in("opportunity", "Unit"),
                lambda row: row.unit,
                width=110,
                sort="unit",
                shown=False,
            ),
            Column(
                "kind",
                words.say_in("column", "Kind"),
                lambda row: self._look.words.of(row.kind.label),
                width=120,
                sort="kind",
                tone="text2",
                shown=False,
            ),
            Column(
                "stage", words.say_in("column", "Stage"), self._stage, width=self._stage_width(), sort="stage"
            ),
            *self._figures(),
            self._rival(110),
            self._due(),
            Column(
                "since",
                words.say_in("column", "In the stage"),
                self._since,
                width=92,
                right=True,
                tone="text2",
                sort="since",
                shown=False,
            ),
            Column("owner", words.say_in("column", "Owner"), lambda row: row.owner, width=120, sort="owner"),
            Column(
                "next",
                words.say_in("column", "Next step"),
                lambda row: row.next_step or "",
                width=160,
                tone="text2",
                tip=lambda row: row.next_step or "",
            ),
        ]

    def worth(self, row: DealRow) -> str:
        """What a deal is worth, in the unit of the column."""
        if row.worth is None:
            return DASH
        return self._look.formats.scaled(row.worth.minor, self._currency, self.scale)

    def weighted(self, row: DealRow) -> str:
        """The same by its probability."""
        if row.weighted is None or not row.is_open:
            return DASH
        return self._look.formats.scaled(row.weighted.minor, self._currency, self.scale)

    def due(self, row: DealRow) -> str:
        """When it should come; of one that has ended when it did."""
        day, formats = row.expected_on if row.is_open else row.closed_on, self._look.formats
        if day is None:
            return DASH
        near = abs((day - self._today).days) < _HALF_A_YEAR
        return formats.day_month(day) if near else formats.month_short_year(day)

    def due_line(self, row: DealRow) -> Line:
        """The date, in red once it has passed."""
        if row.overdue:
            return (self.overdue_glyph(), Run(self.due(row), tone="red", gap=4))
        return (Run(self.due(row), tone="text2"),)

    def overdue_glyph(self) -> IconGlyph:
        """The sign of what should have come before today."""
        return IconGlyph("alarm-clock", "red", meaning=self._look.words.say("was expected before today"))

    def _title(self, *, bare: bool = False) -> Column[DealRow]:
        return Column(
            "title",
            self._look.words.say_in("column", "What"),
            lambda row: row.title,
            width=110 if bare else 150,
            line=None if bare else self._title_line,
            type=Type.NAME,
            sort="title",
            stretch=True,
            least=100,
            chosen=False,
            tip=self._tip,
        )

    def _tip(self, row: DealRow) -> str:
        against = self._look.words.say("against {competitor}", competitor=row.competitor)
        told = (row.title, row.line, row.unit, against if row.competitor else "", row.next_step)
        return "\n".join(filter(None, told))

    def _title_line(self, row: DealRow) -> Line:
        title = Run(row.title, Type.NAME, "text" if row.is_open else "text2")
        return (title, Run(row.unit, Type.SECONDARY, "text3")) if row.unit else (title,)

    def _figures(self) -> Iterable[Column[DealRow]]:
        words, unit = self._look.words, self._look.formats.unit(self._currency, self.scale)
        chance, weighted = words.say_in("column", "chance"), words.say_in("column", "weighted")
        return (
            Column(
                "worth",
                unit,
                self.worth,
                width=60,
                right=True,
                sort="worth",
                falling=True,
                copy=lambda row: "" if row.worth is None else row.worth.plain(),
            ),
            Column(
                "chance",
                chance,
                lambda row: DASH if row.probability is None else self._look.formats.points(row.probability),
                width=heading_width(self._look, chance, 56),
                right=True,
                sort="chance",
                falling=True,
                tone="text2",
            ),
            Column(
                "weighted",
                weighted,
                self.weighted,
                width=heading_width(self._look, weighted, 66),
                right=True,
                type=Type.STRONG,
                sort="weighted",
                falling=True,
                copy=lambda row: "" if row.weighted is None else row.weighted.plain(),
            ),
        )

    def _rival(self, width: int) -> Column[DealRow]:
        heading = self._look.words.say_in("column", "Against whom")
        return Column("rival", heading, lambda row: row.competitor or DASH, width=width, sort="rival")

    def _due(self) -> Column[DealRow]:
        heading = self._look.words.say_in("column", "Expected")
        return Column(
            "due",
            heading,
            self.due,
            width=heading_width(self._look, heading, 70),
            line=self.due_line,
            right=True,
            sort="due",
            copy=lambda row: row.expected_on.isoformat() if row.expected_on else "",
        )

    def _stage_width(self) -> int:
        """Room for the longest word of a stage."""
        family = self._look.theme.family
        words = (stage_text(self._look, stage) for stage in OpportunityStage)
        return max(round(text_width(family, Type.BODY, word)) for word in words) + 18

    def _stage(self, row: DealRow) -> str:
        return stage_text(self._look, row.stage)

    def _since(self, row: DealRow) -> str:
        if row.since is None:
            return DASH
        days = (self._today - row.since).days
        return self._look.words.say("{days} d", days=self._look.formats.number(days))


def sorted_deals(rows: Iterable[DealRow], column: str, *, falling: bool) -> list[DealRow]:
    """Rows in the order of a column; what is not known comes last, whichever way."""
    stages = list(OpportunityStage)
    keys: dict[str, Callable[[DealRow], Any]] = {
        "title": lambda row: row.title.casefold(),
        "line": lambda row: row.line.casefold() or None,
        "unit": lambda row: row.unit.casefold() or None,
        "kind": lambda row: row.kind.value,
        "stage": lambda row: stages.index(row.stage),
        "worth": lambda row: row.worth.minor if row.worth else None,
        "chance": lambda row: row.probability,
        "weighted": lambda row: row.weighted.minor if row.weighted and row.is_open else None,
        "rival": lambda row: row.competitor.casefold() or None,
        "due": lambda row: row.expected_on if row.is_open else row.closed_on,
        "since": lambda row: -row.since.toordinal() if row.since is not None else None,
        "owner": lambda row: row.owner.casefold() or None,
    }
    key = keys[column]
    found = list(rows)
    known = sorted((row for row in found if key(row) is not None), key=key, reverse=falling)
    return [*known, *(row for row in found if key(row) is None)]
