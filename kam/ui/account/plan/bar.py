"""The bar over a plan: which plan, where it stands, which part of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from kam.core.short_names import family_of
from kam.core.text import with_capital
from kam.core.vocabulary import ApprovalAnswer, PlanStatus
from kam.services.lists.plans import PlanRow
from kam.services.plans.reading import PlanReading
from kam.ui.account.plan.saying import period_text, short_period_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import menu_button
from kam.ui.widgets.glyphs import State, StateGlyph
from kam.ui.widgets.labels import LineLabel
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.segmented import Choice, SegmentedControl
from kam.ui.widgets.tags import Tag

STATES: Final = {
    PlanStatus.DRAFT: State.UNKNOWN,
    PlanStatus.SUBMITTED: State.ATTENTION,
    PlanStatus.RETURNED: State.POOR,
    PlanStatus.APPROVED: State.GOOD,
    PlanStatus.CLOSED: State.UNKNOWN,
}
_NARROW: Final = 1400


class PlanBar(QFrame):
    """Above every view of the plan."""

    plan_chosen = Signal(object)
    """The identity of another plan."""
    new_wished = Signal()
    head_wished = Signal()
    """The plan's name, period and owner are to be changed."""
    delete_wished = Signal()
    view_chosen = Signal(str)

    def __init__(self, look: Look, views: Sequence[Choice]) -> None:
        super().__init__()
        self._look = look
        self._days: tuple[date, date] | None = None
        self.setProperty("ground", "page")
        self.setFixedHeight(Size.TABLE_HEAD)
        words = look.words
        self._menu = QMenu(self)
        self.plans = menu_button(look, words.say("Plans"), self._menu)
        self.version = Tag("")
        self.standing = LineLabel(look)
        self.export_menu = QMenu(self)
        self.export = menu_button(look, words.say("Export"), self.export_menu)
        self.next_menu = QMenu(self)
        self.next = menu_button(look, words.say("What next"), self.next_menu)
        self.views = SegmentedControl(look, views, words.say("Parts of the plan"))
        self.views.chosen.connect(self.view_chosen)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        row.setSpacing(Size.GRID)
        for each in (self.plans, self.version, self.standing):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.views)
        row.addWidget(self.next)
        row.addWidget(self.export)

    def show_plans(self, plans: Sequence[PlanRow], plan: PlanReading) -> None:
        """Show which plan it is, and the others."""
        words = self._look.words
        self._days = plan.content.starts_on, plan.content.ends_on
        self._show_period()
        self._menu.clear()
        for each in plans:
            text = words.say(
                "{period}: {title}, {status}",
                period=self.period(each.starts_on, each.ends_on),
                title=each.title,
                status=words.of(each.status.label),
            )
            action = self._menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each.id == plan.content.id)
            action.triggered.connect(partial(self._choose, each.id))
        self._menu.addSeparator()
        new = self._menu.addAction(self._look.theme.icon("plus"), words.say("New plan…"))
        new.triggered.connect(self.new_wished)
        if plan.can_be_written:
            head = self._menu.addAction(self._look.theme.icon("pencil"), words.say("Name and period…"))
            head.triggered.connect(self.head_wished)
        if not plan.versions:
            delete = self._menu.addAction(self._look.theme.icon("trash-2"), words.say("Delete the plan"))
            delete.triggered.connect(self.delete_wished)
        self._show_standing(plan)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the period is said shorter."""
        super().resizeEvent(event)
        self._show_period()

    def _show_period(self) -> None:
        if self._days is not None:
            said = short_period_text if self.width() < _NARROW else period_text
            self.plans.setText(with_capital(said(self._look, *self._days)))

    def period(self, first: date, last: date) -> str:
        """The months of a plan: «Июль 2026 – июнь 2027»."""
        return with_capital(period_text(self._look, first, last))

    def _show_standing(self, plan: PlanReading) -> None:
        words = self._look.words
        newest = plan.versions[0] if plan.versions else None
        self.version.setVisible(newest is not None)
        if newest is not None:
            self.version.show_tag(words.say("version {number}", number=newest.number))
        waiting = (
            [family_of(each.approver) for each in newest.answers if each.answer is None] if newest else []
        )
        said = words.of(plan.status.label)
        if plan.status is PlanStatus.SUBMITTED and waiting:
            said = words.say("{status}: waiting for {names}", status=said, names=", ".join(waiting))
        elif plan.status is PlanStatus.RETURNED and newest is not None:
            by = [family_of(each.approver) for each in newest.answers if each.answer is ApprovalAnswer.NO]
            said = words.say("{status} by {names}", status=said, names=", ".join(by)) if by else said
        self.standing.show_line(
            (StateGlyph(STATES[plan.status], silent=True), Run(said, Type.SECONDARY, "text2"))
        )

    def _choose(self, plan_id: UUID, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        self.plan_chosen.emit(plan_id)
