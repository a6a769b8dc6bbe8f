"""Why a client stands as it does: everybody's attitude and influence, and what they make together."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from kam.analysis.ratings import Weighed
from kam.core.vocabulary import Attitude
from kam.services.people.rows import StakeholderMap
from kam.ui.account.people.persons import PersonWords
from kam.ui.desk import Desk
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.glyphs import AttitudeGlyph, InfluenceGlyph
from kam.ui.widgets.labels import label
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.table.column import Column
from kam.ui.widgets.table.table import Table

_ROWS = 8


class MeanSheet(Sheet):
    """The parts of the weighted mean, the heaviest first."""

    def __init__(self, desk: Desk, over: QWidget, found: StakeholderMap) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            over,
            words.say("Attitude weighted by influence"),
            words.say(
                "Each attitude counts as many times as its influence; the sum is divided by all influence."
            ),
            primary=words.say_in("button", "Close"),
            width=520,
        )
        self._map = found
        self._persons = PersonWords(desk.look)
        self.cancel.hide()
        self.wished.connect(self.done_well)
        mean = found.attitude
        parts = () if mean is None else mean.parts
        table = Table(desk.look, self._columns(), name=words.say("Parts of the mean"), margin=12)
        table.setProperty("framed", "true")
        table.show_rows(parts)
        table.setMinimumHeight(min(_ROWS, len(parts) + 1) * table.row_height + 8)
        self.add(table, stretch=1)
        if mean is not None:
            self.add(label(self._sum(mean.parts, mean.value), wraps=True))
            if mean.unrated:
                text = words.say_many(
                    "{count} person lacks a rating and does not count.",
                    "{count} people lack a rating and do not count.",
                    mean.unrated,
                )
                self.add(label(text, tone="text2", wraps=True))

    def _columns(self) -> list[Column[Weighed]]:
        words = self.look.words
        signed = self.look.formats.signed
        return [
            Column("name", words.say("Person"), self._name, width=150, stretch=True, chosen=False),
            Column(
                "attitude",
                words.say("Attitude"),
                lambda part: signed(part.attitude or 0),
                width=100,
                right=True,
                line=lambda part: (
                    AttitudeGlyph(Attitude.of(part.attitude or 0)),
                    *_run(signed(part.attitude or 0)),
                ),
            ),
            Column(
                "influence",
                words.say("Influence"),
                lambda part: str(part.influence or 0),
                width=100,
                right=True,
                line=lambda part: (InfluenceGlyph(part.influence or 0), *_run(str(part.influence or 0))),
            ),
            Column(
                "product",
                words.say("Together"),
                lambda part: signed((part.attitude or 0) * (part.influence or 0)),
                width=80,
                right=True,
            ),
        ]

    def _name(self, part: Weighed) -> str:
        row = self._map.place(part.id)
        return "" if row is None else self._persons.heading(row)

    def _sum(self, parts: tuple[Weighed, ...], value: Decimal) -> str:
        signed = self.look.formats.signed
        total = sum((part.attitude or 0) * (part.influence or 0) for part in parts)
        weight = sum(part.influence or 0 for part in parts)
        return self.look.words.say(
            "{total} ÷ {weight} = {value}", total=signed(total), weight=weight, value=signed(value, 2)
        )


def _run(text: str) -> tuple[Run]:
    return (Run(text),)
