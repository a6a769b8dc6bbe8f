"""Two versions of a plan side by side, or what moved since the last review."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kam.analysis.plans.compare_words import PlanTeller, own_names
from kam.services.plans.comparing import PlanComparison, compare_versions
from kam.services.plans.reading import PlanReading
from kam.services.plans.reviews import PlanMoves, moved_since
from kam.ui.account.plan.agreeing.changes import ChangesView
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.fields import ChoiceEditor
from kam.ui.widgets.labels import label

_WIDTH: Final = 940
_HIGH: Final = 420
_NOW: Final = 0


class CompareSheet(Sheet):
    """Two states are chosen above; below stands what differs from the first to the second."""

    def __init__(
        self, desk: Desk, parent: QWidget, plan: PlanReading, before: int | None = None, after: int = _NOW
    ) -> None:
        look, words = desk.look, desk.look.words
        super().__init__(
            look,
            parent,
            words.say("Compare versions"),
            primary=words.say_in("button", "Close"),
            width=_WIDTH,
        )
        self._desk, self._plan = desk, plan
        said = [(each.number, words.say("version {number}", number=each.number)) for each in plan.versions]
        self.before = ChoiceEditor(look, said)
        self.before.combo.setAccessibleName(words.say("From which version"))
        self.after = ChoiceEditor(look, [(_NOW, words.say("as it stands now")), *said])
        self.after.combo.setAccessibleName(words.say("To which version"))
        self.before.set_value(before or plan.versions[0].number)
        self.after.set_value(after)
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        row.addWidget(self.before)
        row.addWidget(label("→", tone="text2"))
        row.addWidget(self.after)
        row.addStretch(1)
        held = QWidget()
        held.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.add(held)
        self.changes = ChangesView(look)
        self.changes.setMinimumHeight(_HIGH)
        self.add(self.changes, 1)
        self.cancel.hide()
        self.wished.connect(self.done_well)
        for each in (self.before, self.after):
            each.changed.connect(self._ask)
        self._ask()

    def _ask(self) -> None:
        after = self.after.value()
        work = partial(
            compare_versions,
            self._desk.workspace,
            self._plan.content.id,
            self.before.value(),
            None if after == _NOW else after,
            as_of=self._desk.now(),
        )
        self._desk.read(self, work, self._show, key="compare", otherwise=self.take)

    def _show(self, found: PlanComparison) -> None:
        formats = self.look.formats
        names = {
            **found.names,
            **own_names(found.before.content, formats),
            **own_names(found.after.content, formats),
        }
        teller = PlanTeller(self.look.words, formats, names)
        before, after = (each.said(each.value()) for each in (self.before, self.after))
        self.changes.show_changes(found.changes, teller, before, after)


class MovesSheet(Sheet):
    """What moved in a plan since the review before a day."""

    def __init__(self, desk: Desk, parent: QWidget, plan: PlanReading, until: date) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            parent,
            words.say("What moved since the last review"),
            primary=words.say_in("button", "Close"),
            width=_WIDTH,
        )
        self._plan = plan
        self.days = label("", tone="text2")
        self.add(self.days)
        self.changes = ChangesView(desk.look)
        self.changes.setMinimumHeight(_HIGH)
        self.add(self.changes, 1)
        self.cancel.hide()
        self.wished.connect(self.done_well)
        work = partial(moved_since, desk.workspace, plan.content.id, until=until)
        desk.read(self, work, self._show, key="moves", otherwise=self.take)

    def _show(self, moves: PlanMoves) -> None:
        formats, plan = self.look.formats, self._plan
        names = {
            **plan.colleagues,
            **plan.stakeholders,
            **plan.opportunities,
            **own_names(moves.before, formats),
            **own_names(moves.after, formats),
        }
        teller = PlanTeller(self.look.words, formats, names)
        before, after = formats.full_date(moves.since), formats.full_date(moves.until)
        self.days.setText(self.look.words.say("From {first} to {last}", first=before, last=after))
        self.changes.show_changes(moves.changes, teller, before, after)
