"""Decisions that a plan needs from management, and those that were taken."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kam.analysis.plans.content import PlanDecisionLine
from kam.ui.account.plan.line_panel import LinePanel
from kam.ui.account.plan.reading import Shown
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import State, StateGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel
from kam.ui.widgets.pieces import Run


class DecisionsPanel(LinePanel):
    """What is open first, by its day; a row says what, how much, by when or with what outcome."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(
            look,
            words.say("Decisions needed"),
            add=words.say("Add a decision"),
            empty=words.say("What must your own management decide for the plan to work, and by when?"),
            columns=[],
            row_height=Size.ROW_TWO_LINES - 8,
        )

    def show_plan(self, shown: Shown) -> None:
        """Show a plan's decisions."""
        plan = shown.plan
        decisions = sorted(plan.content.decisions, key=_order)
        self.begin(len(decisions), writable=plan.can_be_written)
        self._columns.hide()
        self._rule.hide()
        for each in decisions:
            self._add(each, plan.today)
        self.end()
        late = sum(_is_late(each, plan.today) for each in decisions)
        words = self.look.words
        self.set_secondary(words.say_many("{count} late", "{count} late", late) if late else "", "red")

    def _add(self, decision: PlanDecisionLine, today: date) -> None:
        state, tone = self._state(decision, today)
        second = self._second(decision, today)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        column.addWidget(ElidedLabel(decision.text, tone="text" if decision.decided_on is None else "text2"))
        column.addWidget(ElidedLabel(second, Type.SECONDARY, tone))
        for each in (held, *held.findChildren(QWidget)):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        glyph = LineLabel(self.look, (StateGlyph(state, silent=True), Run("")))
        self.lines.add_part(decision.id, f"{decision.text}, {second}", glyph, held, stretch=1)

    def _state(self, decision: PlanDecisionLine, today: date) -> tuple[State, str]:
        if decision.decided_on is not None:
            return State.GOOD, "text2"
        return (State.POOR, "red") if _is_late(decision, today) else (State.UNKNOWN, "text2")

    def _second(self, decision: PlanDecisionLine, today: date) -> str:
        words, formats = self.look.words, self.look.formats
        if decision.decided_on is not None:
            day = formats.near(decision.decided_on, today)
            said = words.say("decided {day}", day=day)
            return ", ".join(part for part in (said, decision.decided_by, decision.outcome) if part)
        needed = words.say("no day yet")
        if decision.needed_by is not None:
            needed = words.say("needed by {day}", day=formats.near(decision.needed_by, today))
        money = ""
        if decision.amount is not None:
            money = formats.money(decision.amount.minor, decision.amount.currency)
        return ", ".join(part for part in (needed, money, decision.effort) if part)


def _is_late(decision: PlanDecisionLine, today: date) -> bool:
    return decision.decided_on is None and decision.needed_by is not None and decision.needed_by < today


def _order(decision: PlanDecisionLine) -> tuple[bool, bool, date]:
    """Open ones by their day, those without a day after them, what was decided last."""
    day = decision.decided_on or decision.needed_by
    return decision.decided_on is not None, day is None, day or date.max
