"""The measurements of an objective: their course, each with its day, and the way to one more."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.analysis.plans.content import PlanMeasurement, PlanObjective
from kam.services.plans.measuring import add_measurement, delete_measurement
from kam.services.plans.reading import PlanReading
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.charts.value_line import ValueLine, ValuePoint
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import DateEditor, DecimalEditor, TextEditor
from kam.ui.widgets.labels import ElidedLabel, label
from kam.ui.widgets.panels import PanelList, sized
from kam.ui.widgets.scrolled import scrolled
from kam.ui.widgets.tips import plain_tip

_LABELS: Final = 110
_WIDTH: Final = 560
_DAY: Final = 110
_VALUE: Final = 90
_MOST_ROWS: Final = 5


class MeasureSheet(FormSheet):
    """One figure on one day; what was measured before stands over it and can be deleted."""

    def __init__(self, desk: Desk, parent: QWidget, plan: PlanReading, objective: PlanObjective) -> None:
        words = desk.look.words
        at = account_place(plan.content.account_id, "plan", plan.content.id)
        super().__init__(
            desk.look,
            parent,
            objective.title,
            ", ".join(part for part in (objective.measure, objective.unit) if part),
            primary=words.say("Add the measurement"),
            draft=desk.draft("plan.measurement", objective.id, at=at),
            label_width=_LABELS,
            width=_WIDTH,
        )
        self._desk, self.objective_id = desk, objective.id
        self.chart = ValueLine(desk.look, self._written, name=words.say("Course of the objective"))
        self.lines = PanelList(desk.look, row_height=Size.ROW_COMPACT)
        self.nothing = label(words.say("Not measured yet."), tone="text2")
        self._area = scrolled(self.lines)
        self.lines.setProperty("ground", "page")
        for each in (self.chart, self.nothing, self._area):
            self.body.insertWidget(self.body.indexOf(self.form), each)
        self.form.add("value", words.say_in("measurement", "Figure"), DecimalEditor(desk.look))
        day = DateEditor(desk.look, desk.today, past=True)
        self.form.add("on", words.say_in("measurement", "On"), day, value=desk.today())
        hint = words.say("Where the figure comes from.")
        self.form.add("note", words.say_in("measurement", "Note"), TextEditor(desk.look), hint=hint)
        self.form["value"].setFocus()
        self.wished.connect(self._add)
        self.show_plan(plan)

    def show_plan(self, plan: PlanReading) -> None:
        """The plan was read anew; what is typed stays."""
        objective = plan.content.objective(self.objective_id)
        if objective is None:
            return
        measured = sorted(objective.measurements, key=lambda each: each.on)
        self._show_chart(plan, objective, measured)
        self.nothing.setVisible(not measured)
        self._area.setVisible(bool(measured))
        self._area.setFixedHeight(min(len(measured), _MOST_ROWS) * Size.ROW_COMPACT)
        self.lines.clear()
        for each in reversed(measured):
            self._add_row(each, can_delete=plan.takes_facts)
        self.primary.setEnabled(plan.takes_facts)

    def _show_chart(
        self, plan: PlanReading, objective: PlanObjective, measured: list[PlanMeasurement]
    ) -> None:
        words, formats = self.look.words, self.look.formats
        points = [ValuePoint(each.on, each.value, self._told(each)) for each in measured]
        if objective.baseline is not None and (not points or points[0].on > plan.content.starts_on):
            value = self._written(objective.baseline)
            told = words.say("at the beginning: {value}", value=value)
            points.insert(0, ValuePoint(plan.content.starts_on, objective.baseline, told))
        due = objective.due_on or plan.content.ends_on
        aim = None
        if objective.target is not None and (not points or points[-1].on < due):
            value = self._written(objective.target)
            told = words.say("target: {value} by {day}", value=value, day=formats.short_date(due))
            aim = ValuePoint(due, objective.target, told)
        self.chart.show_points(points, aim)
        self.chart.setVisible(bool(points))

    def _add_row(self, measured: PlanMeasurement, *, can_delete: bool) -> None:
        words = self.look.words
        day = sized(ElidedLabel(self.look.formats.short_date(measured.on), Type.SECONDARY, "text2"), _DAY)
        figure = ElidedLabel(self._written(measured.value), Type.STRONG)
        value = sized(figure, _VALUE, right=True)
        note = ElidedLabel(measured.note or "", Type.SECONDARY, "text2")
        away = icon_button(self.look, "trash-2", words.say("Delete the measurement"), small=True)
        away.setToolTip(plain_tip(words.say("Delete the measurement: {told}", told=self._told(measured))))
        away.setVisible(can_delete)
        away.clicked.connect(partial(self._delete, measured.id))
        self.lines.add_row(day, value, note, away, stretch=2)

    def _told(self, measured: PlanMeasurement) -> str:
        day = self.look.formats.short_date(measured.on)
        parts = (day, self._written(measured.value), measured.note)
        return ", ".join(part for part in parts if part)

    def _written(self, value: Decimal) -> str:
        return self.look.formats.tidy(value, 3)

    def _add(self) -> None:
        values = self.form.values()
        if values is None:
            return
        use_case = partial(add_measurement, self._desk.workspace, self.objective_id, **values)
        self._desk.save(self, use_case, notice=self.look.words.say("Measured."), undoable=True)

    def _delete(self, measurement_id: UUID, *_: object) -> None:
        use_case = partial(delete_measurement, self._desk.workspace, measurement_id)
        notice = self.look.words.say("The measurement is deleted.")
        self._desk.change(self, use_case, otherwise=self.take, notice=notice, undoable=True)
