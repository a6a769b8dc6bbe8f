"""The objectives of a plan as a panel: from where to where, how far, and whether that is in time."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kam.analysis.plans.content import PlanObjective
from kam.analysis.plans.progress import ObjectiveProgress, PlanProgress, ProgressState
from kam.core.formats import Scale
from kam.core.vocabulary import ObjectiveKind, RelationshipStrategy
from kam.services.plans.reading import PlanReading
from kam.ui.account.plan.glyphs import ProgressGlyph
from kam.ui.account.plan.objective_list import ObjectiveList
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.glyphs import IconGlyph, State, StateGlyph
from kam.ui.widgets.labels import LineLabel, label, rule
from kam.ui.widgets.panels import Panel, sized
from kam.ui.widgets.part_list import columns_head
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.tags import Tag, Tone

ICONS: Final = {
    ObjectiveKind.REVENUE: "wallet",
    ObjectiveKind.RELATIONSHIP: "users",
    ObjectiveKind.CLIENT_SUCCESS: "package",
}
STATES: Final = {
    ProgressState.UNKNOWN: (State.UNKNOWN, "text2"),
    ProgressState.ON_TRACK: (State.GOOD, "text"),
    ProgressState.BEHIND: (State.ATTENTION, "amber"),
    ProgressState.AT_RISK: (State.POOR, "red"),
    ProgressState.REACHED: (State.GOOD, "text"),
    ProgressState.MET: (State.GOOD, "text2"),
    ProgressState.MISSED: (State.POOR, "text2"),
    ProgressState.DROPPED: (State.UNKNOWN, "text2"),
}
_TONES: Final = {State.GOOD: "green", State.ATTENTION: "amber_fill", State.POOR: "red"}
_FIGURE: Final = 56
_PLACES: Final = 3
_LONG: Final = 100_000
"""From here figures are told in thousands or millions: the columns are narrow."""
_ANY: Final = "USD"
"""A currency of hundredths, for the scale of figures that are of none."""
_PROGRESS: Final = 132
_STATE: Final = 112


@dataclass(frozen=True, slots=True)
class Figures:
    """An objective's figures as they are written, and their unit."""

    before: str
    now: str
    target: str
    unit: str


class ObjectivesPanel(Panel):
    """Headed by the ambition; each objective opens to be changed."""

    opened = Signal(object)
    """The identity of an objective."""
    removed = Signal(object)
    ambition_wished = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Objectives"))
        self.set_icon("flag")
        self.strategy = Tag("", Tone.ACCENT)
        self.add_action(self.strategy)
        self.write = icon_button(
            look,
            "pencil",
            look.words.say("Write ambition and charter"),
            small=True,
            run=self.ambition_wished.emit,
        )
        self.add = icon_button(look, "plus", look.words.say("Add an objective"), small=True)
        self.add_action(self.write)
        self.add_action(self.add)
        self._columns = QWidget()
        self.lines = ObjectiveList(look)
        self.lines.opened.connect(self.opened)
        self.lines.removed.connect(self.removed)
        self._empty = label("", tone="text3", wraps=True)
        self._empty.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        self._rule = rule()
        for each in (self._columns, self._rule, self.lines, self._empty):
            self.body.addWidget(each)

    def show_plan(self, reading: PlanReading, progress: PlanProgress) -> None:
        """Show a plan's objectives."""
        words, content = self.look.words, reading.content
        self.set_title(content.text.ambition or words.say("Objectives"))
        self._show_strategy(content.strategy)
        for each in (self.write, self.add):
            each.setVisible(reading.can_be_written)
        self._show_head(reading)
        self.lines.clear()
        self.lines.can_remove = reading.can_be_written
        self.lines.writable, self.lines.facts = reading.can_be_written, reading.takes_facts
        self.lines.by_sales = frozenset(each.id for each in content.objectives if each.from_sales)
        for objective, standing in progress.objectives:
            self._add(objective, standing)
        self.lines.give_back()
        self.lines.setVisible(bool(content.objectives))
        self._rule.setVisible(bool(content.objectives))
        self._empty.setVisible(not content.objectives)
        self._empty.setText(
            words.say(
                "No objective yet. Two or three that the client would nod at are better than ten: what,"
                " how it is measured, from where to where, by when."
            )
        )

    def enter(self, objective_id: UUID | None) -> None:
        """Give an objective the keyboard, if it is there."""
        if objective_id is not None and (row := self.lines.row_of(objective_id)) is not None:
            row.show()  # what is not shown yet cannot have it
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_strategy(self, strategy: RelationshipStrategy | None) -> None:
        words = self.look.words
        self.strategy.setVisible(strategy is not None)
        if strategy is not None:
            text = words.say("strategy: {strategy}", strategy=words.of(strategy.label))
            self.strategy.show_tag(text, Tone.ACCENT)

    def _show_head(self, reading: PlanReading) -> None:
        words, formats = self.look.words, self.look.formats
        due = words.say("by {day}", day=formats.day_and_month(reading.content.ends_on))
        made = columns_head(
            [
                (words.say_in("column", "Objective"), 0),
                (words.say_in("objective", "was"), -_FIGURE),
                (words.say_in("objective", "now"), -_FIGURE),
                (words.say_in("objective", "target"), -_FIGURE),
                (words.say("progress and time"), _PROGRESS),
                (due, _STATE),
            ]
        )
        self.body.replaceWidget(self._columns, made)
        self._columns.hide()
        self._columns.deleteLater()
        self._columns = made
        made.setVisible(bool(reading.content.objectives))

    def _add(self, objective: PlanObjective, standing: ObjectiveProgress) -> None:
        look, words = self.look, self.look.words
        figures = figures_of(look, objective)
        state, tone = STATES[standing.state]
        title = LineLabel(
            look,
            (
                IconGlyph(ICONS[objective.kind], "text2", Size.ICON, words.of(objective.kind.label)),
                Run(objective.title, Type.NAME, gap=12),
                Run(figures.unit, Type.SECONDARY, "text2"),
            ),
        )
        share = look.formats.percent(standing.done) if standing.done is not None else "—"
        done = None if standing.done is None else float(standing.done)
        progress = LineLabel(
            look,
            (
                ProgressGlyph(done, float(standing.expected), _TONES.get(state, "bar")),
                Run(share, Type.BODY, "text" if standing.done is not None else "text3", gap=8),
            ),
        )
        word = words.of(standing.state.label)
        standing_line = LineLabel(look, (StateGlyph(state, silent=True), Run(word, Type.BODY, tone)))
        name = ", ".join(part for part in (objective.title, figures.now, share, word) if part)
        self.lines.add_part(
            objective.id,
            name,
            title,
            self._figure(figures.before, Type.BODY, "text2"),
            self._figure(figures.now, Type.STRONG, "text"),
            self._figure(figures.target, Type.BODY, "text"),
            sized(progress, _PROGRESS),
            sized(standing_line, _STATE),
        )

    def _figure(self, text: str, role: Type, tone: str) -> QWidget:
        return sized(
            LineLabel(self.look, (Run(text, role, tone),), align=Qt.AlignmentFlag.AlignRight), _FIGURE
        )


def figures_of(look: Look, objective: PlanObjective) -> Figures:
    """Figures as they are measured, with as many places as the goal was set with; unknown is a dash."""
    values = (objective.baseline, objective.current, objective.target)
    largest = max((abs(value) for value in values if value is not None), default=Decimal(0))
    scale = look.formats.scale_for(int(largest) * 100, _ANY) if largest >= _LONG else Scale(1, "")
    places = _places(objective) if scale.divisor == 1 else 1
    before, now, target = (
        "—" if value is None else look.formats.tidy(value / scale.divisor, places) for value in values
    )
    named = " ".join(part for part in (scale.name, objective.unit) if part)
    unit = ", ".join(part for part in (objective.measure, named) if part)
    return Figures(before, now, target, unit)


def _places(objective: PlanObjective) -> int:
    """The decimal places of baseline and target; one where neither is set."""
    given = [value for value in (objective.baseline, objective.target) if value is not None]
    places = [-int(exponent) for value in given for exponent in [value.normalize().as_tuple().exponent]]
    return min(max((0, *places)), _PLACES) if given else 1
