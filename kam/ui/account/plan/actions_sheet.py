"""The promises that serve an objective: read, closed and moved as everywhere, and the way to one more."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kam.analysis.plans.content import PlanObjective
from kam.core.short_names import family_of
from kam.services.commitments.rows import PromiseRow
from kam.services.plans.actions import list_actions
from kam.services.plans.reading import PlanReading
from kam.ui.commitments.deeds import PromiseDeeds
from kam.ui.desk import Desk
from kam.ui.places import Place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet, foot_button
from kam.ui.widgets.labels import ElidedLabel, label
from kam.ui.widgets.panels import PanelList, Row, sized
from kam.ui.widgets.scrolled import scrolled

_WIDTH: Final = 720
_ROWS: Final = 220
_WHO: Final = 120
_WHEN: Final = 120


class ActionsSheet(Sheet):
    """A list; its primary button leads to a new action."""

    add_wished = Signal()
    link_wished = Signal()
    went = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, plan: PlanReading, objective: PlanObjective) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            parent,
            words.say("Promises of the objective"),
            objective.title,
            primary=words.say("Add an action"),
            cancel=words.say_in("button", "Close"),
            width=_WIDTH,
        )
        self._desk, self._plan, self._objective_id = desk, plan, objective.id
        self._is_entered = False
        self.deeds = PromiseDeeds(desk, self)
        self.lines = PanelList(desk.look, row_height=Size.ROW)
        self.nothing = label(
            words.say("Nobody has promised anything for this objective yet."), tone="text2", wraps=True
        )
        self._lay_out()
        ledger = foot_button(desk.look, self, words.say("To the ledger"), self._go)
        ledger.setToolTip(words.say("Promises of the client"))
        self.link = foot_button(desk.look, self, words.say("From the ledger…"), self.link_wished.emit)
        self.link.setToolTip(words.say("Put promises that are there already under this objective"))
        self.link.setVisible(plan.takes_facts)
        self.primary.setVisible(plan.takes_facts)
        self.wished.connect(self.add_wished)
        self.refresh()

    def show_plan(self, plan: PlanReading) -> None:
        """The plan was read anew."""
        self._plan = plan
        self.refresh()

    def refresh(self) -> None:
        """Read the promises anew."""
        work = partial(list_actions, self._desk.workspace, self._plan.content.id, as_of=self._desk.now())
        self._desk.read(self, work, self._show, key="actions", otherwise=self.take)

    def _lay_out(self) -> None:
        held = QWidget()
        held.setProperty("ground", "page")
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.nothing)
        column.addWidget(self.lines)
        column.addStretch(1)
        self.add(scrolled(held, least=_ROWS), 1)

    def _show(self, found: tuple[PromiseRow, ...]) -> None:
        mine = {each.id for each in self._plan.content.actions_of(self._objective_id)}
        rows = [row for row in found if row.id in mine]
        self.nothing.setVisible(not rows)
        self.lines.clear()
        for row in rows:
            self._add_row(row)
        if rows and not self._is_entered:
            self._is_entered = True
            self.lines.rows[0].show()  # what is not shown yet cannot have the keyboard
            self.lines.rows[0].setFocus()

    def _add_row(self, row: PromiseRow) -> None:
        words, formats = self.look.words, self.look.formats
        today = self._desk.today()
        due = words.say("no date") if row.due_on is None else formats.near(row.due_on, today)
        late = row.is_open and row.due_on is not None and row.due_on < today
        state = words.of(row.status.label) if not row.is_open else ""
        when = ", ".join(part for part in (due, state) if part)
        owner = family_of(row.owner) if row.owner else words.say("nobody yet")
        text = ElidedLabel(row.text, tone="text" if row.is_open else "text2")
        who = sized(ElidedLabel(owner, Type.SECONDARY, "text2"), _WHO)
        day = sized(ElidedLabel(when, Type.SECONDARY, "red" if late else "text2"), _WHEN)
        name = f"{row.text}, {owner}, {when}"
        made = self.lines.add_opening_row(name, text, who, day)
        for each in (text, who, day):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        made.opened.connect(partial(self._menu_of, made, row))
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        made.customContextMenuRequested.connect(partial(self._menu_of, made, row))

    def _menu_of(self, widget: Row, row: PromiseRow, at: QPoint | None = None) -> None:
        place = widget.rect().bottomLeft() if at is None else at
        self.deeds.open_menu([row], widget.mapToGlobal(place))

    def _go(self) -> None:
        account: UUID = self._plan.content.account_id
        self.done(0)
        self.went.emit(Place("promises", account))
