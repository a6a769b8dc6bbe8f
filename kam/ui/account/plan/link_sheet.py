"""The sheet that takes open promises of the ledger under an objective."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kam.analysis.plans.content import PlanObjective
from kam.core.short_names import family_of
from kam.core.text import fold
from kam.services.commitments.query import PromiseQuery
from kam.services.commitments.reading import read_open
from kam.services.commitments.rows import PromiseRow
from kam.services.plans.actions import link_actions
from kam.services.plans.reading import PlanReading
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.labels import ElidedLabel, label, rule
from kam.ui.widgets.panels import clear, sized
from kam.ui.widgets.scrolled import scrolled
from kam.ui.widgets.search_field import SearchField

_WIDTH: Final = 760
_ROWS: Final = 300
_MOST: Final = 100
"""So many are shown at once; what is typed finds the others."""
_WHO: Final = 110
_WHEN: Final = 90


class LinkSheet(Sheet):
    """Open promises of the client that do not serve the objective yet; those ticked are put under it."""

    def __init__(self, desk: Desk, parent: QWidget, plan: PlanReading, objective: PlanObjective) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            parent,
            words.say("Promises from the ledger"),
            objective.title,
            primary=words.say_in("button", "Put there"),
            width=_WIDTH,
        )
        self._desk, self._plan, self._objective_id = desk, plan, objective.id
        self._found: tuple[PromiseRow, ...] = ()
        self._chosen: dict[UUID, None] = {}
        self.rows: list[LinkRow] = []
        self.search = SearchField(desk.look, words.say("Promise or person…"))
        self.search.searched.connect(lambda _: self._lay_out())
        self.rest = label("", Type.SECONDARY, "text2", wraps=True)
        inside = QWidget()
        inside.setProperty("ground", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, Size.GRID, 0)
        self._column.setSpacing(0)
        self.add(self.search)
        self.add(scrolled(inside, least=_ROWS), 1)
        self.add(self.rest)
        self.wished.connect(self._put)
        self.primary.setEnabled(False)
        query = PromiseQuery(accounts=frozenset({plan.content.account_id}), promised=False)
        work = partial(read_open, desk.workspace, query, as_of=desk.now())
        desk.read(self, work, self._show, key="promises", otherwise=self.take)

    def _show(self, found: tuple[PromiseRow, ...]) -> None:
        mine = {each.id for each in self._plan.content.actions_of(self._objective_id)}
        self._found = tuple(row for row in found if row.id not in mine)
        self._lay_out()

    def _lay_out(self) -> None:
        words = self.look.words
        wanted = fold(self.search.text())
        fitting = [row for row in self._found if wanted in fold(f"{row.text} {row.owner_full}")]
        clear(self._column)
        self.rows = [LinkRow(self._desk, row, self._serves(row)) for row in fitting[:_MOST]]
        for each in self.rows:
            each.box.setChecked(each.promise.id in self._chosen)
            each.box.toggled.connect(partial(self._choose, each.promise.id))
            self._column.addWidget(each)
            self._column.addWidget(rule())
        if not self._found:
            self._column.addWidget(
                label(words.say("The client has no other open promises."), tone="text2", wraps=True)
            )
        elif not fitting:
            self._column.addWidget(label(words.say("No promise says that."), tone="text2", wraps=True))
        self._column.addStretch(1)
        hidden = len(fitting) - len(self.rows)
        self.rest.setText(words.say("and {count} more", count=hidden))
        self.rest.setVisible(hidden > 0)

    def _serves(self, row: PromiseRow) -> str:
        """The other objective of this plan that a promise serves now."""
        content = self._plan.content
        action = next((each for each in content.actions if each.id == row.id), None)
        objective = None if action is None else content.objective(action.objective_id)
        return "" if objective is None else objective.title

    def _choose(self, promise_id: UUID, chosen: bool) -> None:  # noqa: FBT001 - Qt's signal
        if chosen:
            self._chosen[promise_id] = None
        else:
            self._chosen.pop(promise_id, None)
        words, count = self.look.words, len(self._chosen)
        self.primary.setEnabled(bool(count))
        self.primary.setText(
            words.say_many("Put {count} promise there", "Put {count} promises there", count)
            if count
            else words.say_in("button", "Put there")
        )

    def _put(self) -> None:
        ids, words = list(self._chosen), self.look.words
        use_case = partial(link_actions, self._desk.workspace, self._objective_id, ids)
        notice = words.say_many(
            "{count} promise put under an objective", "{count} promises put under an objective", len(ids)
        )
        self._desk.save(self, use_case, notice=notice, undoable=True)


class LinkRow(QWidget):
    """A promise to be ticked: what, who, when, and which other objective it would leave."""

    def __init__(self, desk: Desk, row: PromiseRow, serves: str) -> None:
        super().__init__()
        self.promise = row
        look: Look = desk.look
        words, formats, today = look.words, look.formats, desk.today()
        owner = family_of(row.owner) if row.owner else words.say("nobody yet")
        due = words.say("no date") if row.due_on is None else formats.near(row.due_on, today)
        self.box = QCheckBox()
        self.box.setMinimumSize(Size.TARGET, Size.TARGET)
        name = ", ".join(part for part in (row.text, owner, due, serves) if part)
        self.box.setAccessibleName(name)
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 4, 2, 4)
        line.setSpacing(Size.GRID)
        line.addWidget(self.box)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(ElidedLabel(row.text))
        if serves:
            now = words.say("now under “{objective}”", objective=serves)
            texts.addWidget(ElidedLabel(now, Type.CAPTION, "text2"))
        line.addLayout(texts, 1)
        line.addWidget(sized(ElidedLabel(owner, Type.SECONDARY, "text2"), _WHO))
        late = "red" if row.is_late else "text2"
        line.addWidget(sized(ElidedLabel(due, Type.SECONDARY, late), _WHEN))
        for each in self.findChildren(ElidedLabel):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's signature
        """A click anywhere on the line ticks it."""
        self.box.toggle()
