"""Whom somebody reports to, and lines beside that."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.core.changes import Outcome
from kam.core.vocabulary import LineKind
from kam.services.people.rows import PlaceRow, StakeholderMap
from kam.services.people.ties import add_relation, report_to
from kam.ui.account.people.chart.lines import TIE_KINDS, tie_switch
from kam.ui.account.people.sheets.base import DeedSheet, boss_editor, draft_of, people_options
from kam.ui.desk import Desk
from kam.ui.widgets.fields import ChoiceEditor, Option, TextEditor


class BossSheet(DeedSheet):
    """Chooses a superior from a list, for whoever does not drag."""

    def __init__(self, desk: Desk, over: QWidget, found: StakeholderMap, row: PlaceRow) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            words.say("Whom do they report to: {name}", name=row.label),
            primary=words.say_in("button", "Save"),
            draft=draft_of(desk, "boss", row),
            new=False,
        )
        self._row = row
        editor = boss_editor(self.look, found, but=row.id)
        self.form.add("boss", words.say("Reports to"), editor, value=row.reports_to)

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[None]] | None:
        """Hang them there."""
        if values["boss"] == self._row.reports_to:
            return None
        return partial(report_to, self.desk.workspace, self._row.id, values["boss"])


class TieSheet(DeedSheet):
    """Draws a line: who, how, to whom."""

    def __init__(self, desk: Desk, over: QWidget, found: StakeholderMap, row: PlaceRow | None) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            words.say("A line between two people"),
            primary=words.say_in("button", "Draw"),
            draft=draft_of(desk, "tie", found),
        )
        people = people_options(self.look, found.places)
        self.form.add("one", words.say("Who"), ChoiceEditor(self.look, people), value=_or_first(people, row))
        kinds: list[Option] = [(kind, tie_switch(kind, self.look)) for kind in TIE_KINDS]
        self.form.add("kind", words.say("How"), ChoiceEditor(self.look, kinds), value=LineKind.INFLUENCES)
        other = ChoiceEditor(self.look, people, none=words.say("choose"))
        self.form.add("other", words.say("To whom"), other)
        self.form.add("note", words.say("Note"), TextEditor(self.look))

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[UUID]]:
        """Draw it."""
        return partial(
            add_relation, self.desk.workspace, values["one"], values["other"], values["kind"], values["note"]
        )

    def _save(self) -> None:
        values = self.form.values()
        if values is not None and values["other"] is None:
            self.form.set_faults({"other": self.words.say("Choose the other person.")})
            return
        super()._save()


def _or_first(people: list[Option], row: PlaceRow | None) -> UUID | None:
    if row is not None:
        return row.id
    first: UUID | None = people[0][0] if people else None
    return first
